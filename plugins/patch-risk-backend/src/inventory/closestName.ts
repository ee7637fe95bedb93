function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          previous[column] + 1,
          current[column - 1] + 1,
          previous[column - 1] + cost,
        ),
      );
    }
    previous = current;
  }
  return previous[b.length];
}

/** The name that somebody who typed another most likely meant, if one is near enough. */
export function closestName(
  typed: string,
  names: readonly string[],
): string | undefined {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(typed.slice(0, 60));
  let best: { name: string; steps: number } | undefined;
  for (const name of names) {
    const candidate = plain(name);
    const isPart =
      wanted.length > 3 &&
      (candidate.startsWith(wanted) || candidate.endsWith(wanted));
    const steps = isPart ? 1 : distance(wanted, candidate);
    const isNear = steps <= Math.max(1, Math.floor(candidate.length / 4));
    if (isNear && steps < (best?.steps ?? Infinity)) best = { name, steps };
  }
  return best?.name;
}
