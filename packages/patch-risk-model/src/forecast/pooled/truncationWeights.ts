import { ModelInputError } from '../../ModelInputError';

/** No row counts more than this many times for the rows that are not seen yet. */
const LARGEST_WEIGHT = 5;

/**
 * Weights that undo right truncation: only fixes that came within the
 * follow-up are rows, so slow ones are missing among recent starts. Each row
 * is weighted by the mass that the product-limit estimator in reverse time
 * (Lynden-Bell 1971; Lagakos, Barraj and De Gruttola 1988) gives its day,
 * divided by the weight of the rows that have it.
 *
 * Says nothing about fixes slower than the longest follow-up, and assumes that
 * fixes did not become faster while the follow-up became shorter.
 *
 * @param rows - `days` to the fix, and `followUpDays` from the start of the
 * clock to the last day known, at least `days`; `weight` above 0
 * @returns one factor a row, with a weighted mean of 1, at most 5 before that
 * @throws ModelInputError naming the row where a follow-up ends before the fix
 */
export function truncationWeights(
  rows: readonly { days: number; followUpDays: number; weight: number }[],
): number[] {
  const events = new Map<number, number>();
  let total = 0;
  for (const [index, { days, followUpDays, weight }] of rows.entries()) {
    if (!(followUpDays >= days)) {
      throw new ModelInputError({
        field: `rows[${index}].followUpDays`,
        value: followUpDays,
        remedy: `give the days from the start to the last day known, at least ${days}`,
      });
    }
    events.set(days, (events.get(days) ?? 0) + weight);
    total += weight;
  }
  const byDays = [...rows].sort((a, b) => b.days - a.days);
  const byFollowUp = [...rows].sort((a, b) => b.followUpDays - a.followUpDays);
  const factors = new Map<number, number>();
  let notSlower = 1;
  let entered = 0;
  let left = 0;
  let atRisk = 0;
  for (const day of [...events.keys()].sort((a, b) => b - a)) {
    // At risk in reverse time: fixed by this day, and followed until it.
    while (
      entered < byFollowUp.length &&
      byFollowUp[entered].followUpDays >= day
    ) {
      atRisk += byFollowUp[entered].weight;
      entered++;
    }
    while (left < byDays.length && byDays[left].days > day) {
      atRisk -= byDays[left].weight;
      left++;
    }
    factors.set(day, notSlower / atRisk);
    const chance = (events.get(day) ?? 0) / atRisk;
    // Where nothing faster was followed as long, the day says nothing about faster ones.
    if (chance < 1 - 1e-9) {
      notSlower *= 1 - chance;
    }
  }
  const limited = scaleToMeanOne(
    rows.map(({ days }) => factors.get(days) ?? 0),
    rows,
    total,
  ).map(factor => Math.min(factor, LARGEST_WEIGHT));
  return scaleToMeanOne(limited, rows, total);
}

function scaleToMeanOne(
  factors: readonly number[],
  rows: readonly { weight: number }[],
  total: number,
): number[] {
  let sum = 0;
  for (const [index, { weight }] of rows.entries()) {
    sum += weight * factors[index];
  }
  return factors.map(factor => (factor * total) / sum);
}
