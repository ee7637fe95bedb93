/** Orders versions by their parts, numbers by value; a `V` in front means nothing. */
function compare(one: string, other: string): number {
  const parts = (version: string) => version.replace(/^v/i, '').split(/[.-]/);
  const [a, b] = [parts(one), parts(other)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? '0', b[i] ?? '0'];
    const difference = Number(x) - Number(y);
    if (Number.isNaN(difference)) {
      if (x !== y) return x < y ? -1 : 1;
    } else if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** Whether a version lies in a range of the demo's advisories: conditions joined by `|`, or one version. */
export function isInRange(version: string, range: string): boolean {
  const text = range.replace(/^vers:[a-z]+\//, '');
  if (text === '*') return true;
  return text.split('|').every(condition => {
    const [, sign, bound] = condition.match(/^(<=|>=|<|>)?(.+)$/) ?? [];
    const order = compare(version, bound);
    switch (sign) {
      case '<':
        return order < 0;
      case '<=':
        return order <= 0;
      case '>':
        return order > 0;
      case '>=':
        return order >= 0;
      default:
        return order === 0;
    }
  });
}
