/** Every number of `expected` that `given` does not have, to 1e-9. */
export function differences(
  given: unknown,
  expected: unknown,
  path = '',
): string[] {
  if (typeof expected === 'number') {
    const isClose =
      typeof given === 'number' &&
      Math.abs(given - expected) <= 1e-9 * Math.max(1, Math.abs(expected)) &&
      // What is small is not equal for being small.
      Math.abs(given - expected) <= 1e-7 * Math.abs(expected) + 1e-15;
    return isClose ? [] : [`${path}: ${given}, not ${expected}`];
  }
  if (typeof expected === 'object' && expected !== null) {
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(
        (given as Record<string, unknown> | undefined)?.[name],
        value,
        `${path}.${name}`,
      ),
    );
  }
  return given === expected ? [] : [`${path}: ${given}, not ${expected}`];
}
