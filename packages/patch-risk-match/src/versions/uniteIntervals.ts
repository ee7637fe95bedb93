import type { NamedInterval } from './formatVers';
import type { VersionScheme } from './schemes/VersionScheme';

/**
 * Intervals in order and apart from each other, which hold the same versions.
 *
 * @param intervals - with a lower end that belongs to them, in any order; the scheme can order all ends
 */
export function uniteIntervals(
  intervals: readonly NamedInterval[],
  scheme: VersionScheme,
): NamedInterval[] {
  const order = (left: string, right: string) =>
    scheme.compare(left, right) ?? 0;
  const sorted = [...intervals].sort((left, right) => {
    if (!left.lower || !right.lower) {
      return Number(Boolean(left.lower)) - Number(Boolean(right.lower));
    }
    return order(left.lower.version, right.lower.version);
  });
  const united: NamedInterval[] = [];
  for (const interval of sorted) {
    const previous = united[united.length - 1] as NamedInterval | undefined;
    const touches =
      previous &&
      (!previous.upper ||
        !interval.lower ||
        order(interval.lower.version, previous.upper.version) <= 0);
    if (!touches) {
      united.push({ ...interval });
      continue;
    }
    if (!previous.upper) break;
    if (!interval.upper) previous.upper = undefined;
    else {
      const sign = order(interval.upper.version, previous.upper.version);
      if (sign > 0 || (sign === 0 && interval.upper.inclusive)) {
        previous.upper = interval.upper;
      }
    }
  }
  return united;
}
