import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';

/** The calibration keeps the memory of about this many rows. */
const MEMORY_ROWS = 400;

type Calibration = FaultState['calibration'];

/** The calibration after the log evidence of one more ordinary row. */
export function calibrated(before: Calibration, log: number): Calibration {
  const rows = before.rows + 1;
  const gain = Math.max(1 / rows, 1 / MEMORY_ROWS);
  const mean = before.mean + gain * (log - before.mean);
  const variance =
    before.variance + gain * ((log - mean) ** 2 - before.variance);
  return { mean, variance, rows };
}

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
