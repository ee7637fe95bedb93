import type { LearnRow } from './LearnRow';

/**
 * Merges rows of equal values into one row with the sum of their weights and
 * the weighted mean of their outcomes. The likelihood stays the same up to a
 * constant, so a fit is the same and costs as much as there are patterns.
 *
 * @public
 */
export function groupRows(rows: Iterable<LearnRow>): LearnRow[] {
  const groups = new Map<
    string,
    { values: LearnRow['values']; weight: number; events: number }
  >();
  for (const { values, outcome, weight = 1 } of rows) {
    const key = JSON.stringify(
      Object.entries(values)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        // JSON writes NaN as null; fit() has to see it to refuse it.
        .map(([name, value]) => [name, String(value)]),
    );
    const group = groups.get(key);
    if (group) {
      group.weight += weight;
      group.events += weight * outcome;
    } else {
      groups.set(key, { values, weight, events: weight * outcome });
    }
  }
  return [...groups.values()].map(({ values, weight, events }) => ({
    values,
    weight,
    // Sums of many weights may leave [0, 1] by rounding.
    outcome: Math.min(Math.max(events / weight, 0), 1),
  }));
}
