import type { Durations } from './Durations';
import { chiSquareTail } from './chiSquareTail';
import { sameLength } from './sameLength';

/**
 * D-calibration (Haider et al. 2020): the forecast chance of no event until
 * the observed time, S(time), is uniform over rows where the curves are right.
 * Rows with an event fall into the bin of S(time); a censored row is spread
 * over the part from 0 to S(time), where its event will lie.
 *
 * @param options - `survivalAtTimes`: S(time) of each row, in [0, 1]
 * @returns the share of rows of each bin from 0 to 1, and the p-value of
 * Pearson's test that all shares are equal
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function dCalibration(options: {
  survivalAtTimes: ArrayLike<number>;
  events: Durations['events'];
  bins?: number;
}): { shares: number[]; pValue: number } {
  const { survivalAtTimes, events, bins = 10 } = options;
  const rows = sameLength({ survivalAtTimes, events });
  const counts = new Array<number>(bins).fill(0);
  for (let row = 0; row < rows; row++) {
    const survival = survivalAtTimes[row];
    const bin = Math.min(bins - 1, Math.floor(survival * bins));
    if (events[row] === 1) {
      counts[bin]++;
    } else if (survival > 0) {
      for (let below = 0; below < bin; below++) {
        counts[below] += 1 / (bins * survival);
      }
      counts[bin] += (survival - bin / bins) / survival;
    } else {
      counts[0]++;
    }
  }
  const expected = rows / bins;
  let statistic = 0;
  for (const count of counts) {
    statistic += (count - expected) ** 2 / expected;
  }
  return {
    shares: counts.map(count => count / rows),
    pValue: chiSquareTail(statistic, bins - 1),
  };
}
