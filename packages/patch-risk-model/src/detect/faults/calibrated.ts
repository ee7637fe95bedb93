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
