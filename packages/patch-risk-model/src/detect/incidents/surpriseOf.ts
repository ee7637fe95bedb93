import type { NoveltyTail } from './NoveltyTail';

/** A prior worth this many rows: two of a hundred exceed, by 0.02 ranges on average. */
const PRIOR_ROWS = 1_000;
const PRIOR_RATE = 0.02;
const PRIOR_EXCEEDANCES = 10;
const PRIOR_EXCESS = 0.02;
/** Step of the threshold towards its quantile, of its own size. */
const THRESHOLD_STEP = 0.01;
const LEAST_THRESHOLD = 0.01;
/** An excess teaches at most this many mean excesses. */
const EXCESS_CUT = 3;

/**
 * −log₁₀ of the chance of a novelty at least as large, by peaks over threshold
 * with an exponential tail (SPOT of Siffer et al. 2017, shape 0): rate of
 * exceedances · exp(−(novelty − threshold) / mean excess), both from the past
 * of this metric and a prior. Below the threshold a line through 0.
 */
export function surpriseOf(novelty: number, tail: NoveltyTail): number {
  const rate =
    (tail.exceedances + PRIOR_ROWS * PRIOR_RATE) / (tail.rows + PRIOR_ROWS);
  const meanExcess =
    (tail.exceedances * tail.meanExcess + PRIOR_EXCEEDANCES * PRIOR_EXCESS) /
    (tail.exceedances + PRIOR_EXCEEDANCES);
  const atThreshold = -Math.log10(Math.min(rate, 1));
  const { threshold } = tail;
  return novelty <= threshold
    ? (atThreshold * novelty) / Math.max(threshold, Number.MIN_VALUE)
    : atThreshold + (novelty - threshold) / meanExcess / Math.LN10;
}

/** The tail after one more novelty; the threshold follows its quantile by small steps. */
export function withNovelty(
  tail: NoveltyTail,
  novelty: number,
  share: number,
): NoveltyTail {
  const { threshold, exceedances, meanExcess } = tail;
  const rows = tail.rows + 1;
  const step = THRESHOLD_STEP * Math.max(threshold, LEAST_THRESHOLD);
  if (novelty <= threshold) {
    return { ...tail, rows, threshold: threshold - step * (1 - share) };
  }
  const excess = Math.min(
    novelty - threshold,
    EXCESS_CUT * Math.max(meanExcess, PRIOR_EXCESS),
  );
  return {
    threshold: threshold + step * share,
    rows,
    exceedances: exceedances + 1,
    meanExcess: meanExcess + (excess - meanExcess) / (exceedances + 1),
  };
}
