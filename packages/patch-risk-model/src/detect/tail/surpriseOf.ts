import type { ExcessTail } from './ExcessTail';
import type { TailPrior } from './TailPrior';

/**
 * −log₁₀ of the chance of a value at least as large, by peaks over threshold
 * with an exponential tail (SPOT of Siffer et al. 2017, shape 0): rate of
 * exceedances · exp(−(value − threshold) / mean excess), both from the past of
 * this metric and a prior. Below the threshold a line through 0.
 */
export function surpriseOf(
  value: number,
  tail: ExcessTail,
  prior: TailPrior,
): number {
  const rate =
    (tail.exceedances + prior.rows * prior.rate) / (tail.rows + prior.rows);
  const meanExcess =
    (tail.exceedances * tail.meanExcess +
      prior.exceedances * prior.meanExcess) /
    (tail.exceedances + prior.exceedances);
  const atThreshold = -Math.log10(Math.min(rate, 1));
  const { threshold } = tail;
  return value <= threshold
    ? (atThreshold * value) / Math.max(threshold, Number.MIN_VALUE)
    : atThreshold + (value - threshold) / meanExcess / Math.LN10;
}
