import { NOVELTY_PRIOR } from './NOVELTY_PRIOR';
import type { NoveltyTail } from './NoveltyTail';

/**
 * −log₁₀ of the chance of a novelty at least as large, by peaks over threshold
 * with an exponential tail (SPOT of Siffer et al. 2017, shape 0): rate of
 * exceedances · exp(−(novelty − threshold) / mean excess), both from the past
 * of this metric and a prior. Below the threshold a line through 0.
 */
export function surpriseOf(novelty: number, tail: NoveltyTail): number {
  const prior = NOVELTY_PRIOR;
  const rate =
    (tail.exceedances + prior.rows * prior.rate) / (tail.rows + prior.rows);
  const meanExcess =
    (tail.exceedances * tail.meanExcess +
      prior.exceedances * prior.meanExcess) /
    (tail.exceedances + prior.exceedances);
  const atThreshold = -Math.log10(Math.min(rate, 1));
  const { threshold } = tail;
  return novelty <= threshold
    ? (atThreshold * novelty) / Math.max(threshold, Number.MIN_VALUE)
    : atThreshold + (novelty - threshold) / meanExcess / Math.LN10;
}
