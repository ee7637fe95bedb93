import type { Baseline } from './Baseline';

/** A metric that moves in steps is not believed to be steadier than this share of a step. */
const STEP_SHARE = 0.3;

/** Standard deviation of a metric; never 0. */
export function deviationOf(
  baseline: Baseline,
  least: number[],
  index: number,
): number {
  return Math.max(
    Math.sqrt(baseline.variance[index]),
    STEP_SHARE * least[index],
    Number.MIN_VALUE,
  );
}
