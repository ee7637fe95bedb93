import type { Baseline } from './Baseline';
import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';

/**
 * The baseline that judges: a metric that drifts (a motor that warms up) is
 * less certain by the way that it goes until the baseline has followed, and
 * less and less while a fault holds the baseline still.
 */
export function drifted(state: FaultState, options: FaultOptions): Baseline {
  const { active, drift, fault } = state;
  const { driftWeight, lagRows } = options;
  const rows = lagRows + (fault?.rows ?? 0);
  return {
    mean: active.mean,
    variance: active.variance.map(
      (variance, index) => variance + (driftWeight * drift[index] * rows) ** 2,
    ),
  };
}
