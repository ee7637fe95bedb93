import type { Baseline } from './Baseline';
import { deviationOf } from './deviationOf';

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
