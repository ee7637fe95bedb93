import { averagePrecision } from '../../../src/evaluate';
import type { NabSeries } from './NabSeries';

/**
 * Average precision of scores over the rows of all series after the probation;
 * a row is an event where it lies in a labelled window.
 */
export function rowAveragePrecision(
  series: readonly NabSeries[],
  scores: readonly ArrayLike<number>[],
): number | undefined {
  const probabilities: number[] = [];
  const outcomes: number[] = [];
  for (const [index, { windows, probation }] of series.entries()) {
    for (let row = probation; row < scores[index].length; row++) {
      probabilities.push(scores[index][row]);
      const inside = windows.some(({ from, to }) => row >= from && row <= to);
      outcomes.push(inside ? 1 : 0);
    }
  }
  return averagePrecision({ probabilities, outcomes });
}
