import type { ExcessTail } from './ExcessTail';
import type { TailPrior } from './TailPrior';

/** Step of a threshold towards its quantile, of its own size. */
const THRESHOLD_STEP = 0.01;
const LEAST_THRESHOLD = 0.01;
/** An excess teaches at most this many mean excesses. */
const EXCESS_CUT = 3;

/**
 * The tail after one more row.
 *
 * @param options - `share` of rows below the threshold, which follows this
 * quantile by small steps; without it the threshold stays
 */
export function withRow(
  tail: ExcessTail,
  value: number,
  options: { prior: TailPrior; share?: number },
): ExcessTail {
  const { threshold, exceedances, meanExcess } = tail;
  const { prior, share } = options;
  const rows = tail.rows + 1;
  const step =
    share === undefined
      ? 0
      : THRESHOLD_STEP * Math.max(threshold, LEAST_THRESHOLD);
  if (value <= threshold) {
    return { ...tail, rows, threshold: threshold - step * (1 - (share ?? 0)) };
  }
  const excess = Math.min(
    value - threshold,
    EXCESS_CUT * Math.max(meanExcess, prior.meanExcess),
  );
  return {
    threshold: threshold + step * (share ?? 0),
    rows,
    exceedances: exceedances + 1,
    meanExcess: meanExcess + (excess - meanExcess) / (exceedances + 1),
  };
}
