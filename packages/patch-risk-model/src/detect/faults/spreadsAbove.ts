import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';

/** How far log evidence lies above its ordinary mean, in spreads; both pooled with a prior. */
export function spreadsAbove(
  state: FaultState,
  log: number,
  options: FaultOptions,
): number {
  const { calibration, learned } = state;
  const { priorRows, priorSpread, youth } = options;
  const weight = calibration.rows / (calibration.rows + priorRows);
  const spread = Math.sqrt(
    weight * calibration.variance + (1 - weight) * priorSpread ** 2,
  );
  return (
    (log - weight * calibration.mean) / spread / (1 + youth / (learned + 1))
  );
}
