import type { Baseline } from './Baseline';

/** A metric that moves in steps is not believed to be steadier than this share of a step. */
const STEP_SHARE = 0.3;

/**
 * Deviations of a row from a baseline in standard deviations, cut at `cut`.
 * Where a value is missing, the smoothed deviation stands for it.
 */
export function standardised(
  values: readonly (number | undefined)[],
  options: {
    baseline: Baseline;
    least: number[];
    level: number[];
    cut: number;
  },
): number[] {
  const { baseline, least, level, cut } = options;
  return values.map((value, index) => {
    if (value === undefined) {
      return level[index];
    }
    const difference = value - baseline.mean[index];
    if (difference === 0) {
      return 0;
    }
    const z = difference / deviationOf(baseline, least, index);
    return Math.min(Math.max(z, -cut), cut);
  });
}

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
