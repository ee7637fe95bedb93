import { NOVELTY_PRIOR } from './NOVELTY_PRIOR';
import type { NoveltyTail } from './NoveltyTail';

/** Step of the threshold towards its quantile, of its own size. */
const THRESHOLD_STEP = 0.01;
const LEAST_THRESHOLD = 0.01;
/** An excess teaches at most this many mean excesses. */
const EXCESS_CUT = 3;

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
    EXCESS_CUT * Math.max(meanExcess, NOVELTY_PRIOR.meanExcess),
  );
  return {
    threshold: threshold + step * share,
    rows,
    exceedances: exceedances + 1,
    meanExcess: meanExcess + (excess - meanExcess) / (exceedances + 1),
  };
}
