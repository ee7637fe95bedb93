import type { ExposureColumns } from '@patch-risk/model';
import { describeFinding } from './describeFinding';
import type { FindingCodes } from './FindingCodes';
import { scoreFinding } from './scoreFinding';

/** The largest difference between the batch and the product's functions one by one, over the first rows. */
export function largestDifference(
  codes: FindingCodes,
  out: ExposureColumns,
  rows: number,
): number {
  let largest = 0;
  for (let row = 0; row < rows; row++) {
    const expected = scoreFinding(describeFinding(codes, row));
    const differences = [
      out.hitProbability[row] - expected.hitProbability,
      out.exploitedBeforePatchProbability[row] -
        expected.exploitedBeforePatchProbability,
      out.loss[row] - expected.loss,
    ];
    for (const difference of differences) {
      // A value that is not a number must not pass for a small difference.
      largest =
        Math.abs(difference) <= largest ? largest : Math.abs(difference);
    }
  }
  return largest;
}
