import type { DetectorState } from './DetectorState';
import type { DetectorOptions } from './DetectorOptions';

/** What a Gaussian does beyond |z| = 3, worth this many points of history. */
const PRIOR_POINTS = 1_000;
const PRIOR_EXCEEDANCE_RATE = 0.0027;
const PRIOR_MEAN_EXCESS = 0.35;
const PRIOR_EXCEEDANCES = 10;

/**
 * Surprise of a standardised residual, −log10 of the chance of one at least
 * as large, between 0 and `maximumScore`.
 *
 * Peaks over threshold with an exponential tail (Siffer et al. 2017, with
 * shape 0): P(|Z| > z) = P(|Z| > u) · exp(−(z − u) / mean excess) for z > u,
 * both estimated from this stream's past and a Gaussian prior; below u, a
 * line in log P from P(|Z| > 0) = 1.
 */
export function tailScore(
  z: number,
  tail: DetectorState['tail'],
  options: DetectorOptions,
): number {
  const { tailThreshold, maximumScore } = options;
  const rate =
    (tail.exceedances + PRIOR_POINTS * PRIOR_EXCEEDANCE_RATE) /
    (tail.points + PRIOR_POINTS);
  const meanExcess =
    (tail.exceedances * tail.meanExcess +
      PRIOR_EXCEEDANCES * PRIOR_MEAN_EXCESS) /
    (tail.exceedances + PRIOR_EXCEEDANCES);
  const atThreshold = -Math.log10(rate);
  const score =
    z <= tailThreshold
      ? (atThreshold * z) / tailThreshold
      : atThreshold + (z - tailThreshold) / meanExcess / Math.LN10;
  return Math.min(score, maximumScore);
}

/** The tail after one more ordinary point; one point moves it a bounded way. */
export function updateTail(
  tail: DetectorState['tail'],
  z: number,
  options: DetectorOptions,
): DetectorState['tail'] {
  const points = tail.points + 1;
  if (z <= options.tailThreshold) {
    return { ...tail, points };
  }
  const exceedances = tail.exceedances + 1;
  const excess = Math.min(
    z - options.tailThreshold,
    3 * Math.max(tail.meanExcess, PRIOR_MEAN_EXCESS),
  );
  return {
    points,
    exceedances,
    meanExcess: tail.meanExcess + (excess - tail.meanExcess) / exceedances,
  };
}
