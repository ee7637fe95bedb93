import type { Baseline } from './Baseline';
import type { Deviation } from './Deviation';

/**
 * All that is remembered of metrics that belong together to find level faults;
 * plain JSON, at most 2 KiB a metric.
 *
 * @public
 */
export interface FaultState {
  kind: 'faults';
  version: 1;
  rows: number;
  /** Rows that the baseline is worth. */
  learned: number;
  /** Of each metric: values so far, the last one, the least change (0 without one). */
  seen: number[];
  last: number[];
  least: number[];
  /** Judges rows. What is learned (`young`) becomes it in two steps, so that the onset of a fault does not. */
  active: Baseline;
  staged: Baseline;
  young: Baseline;
  rowsToStage: number;
  /** Stages so far; of each metric, drift of its mean a row. */
  stages: number;
  drift: number[];
  /** Mean products of deviations, the upper triangle row by row. */
  products: number[];
  deviation: Deviation;
  /** Log evidence of ordinary rows. */
  calibration: { mean: number; variance: number; rows: number };
  /** Rows to rest before the next fault may open. */
  rest: number;
  /** Rows in a row whose evidence opens a fault. */
  over: number;
  fault?: {
    rows: number;
    /** Rows in it that were not back to normal. */
    steady: number;
    /** Mean deviation in it: level and rough of each metric. */
    signature: number[];
    joint: number;
    calm: number;
  };
  /** The baseline before the first fault: a return to it is no fault. */
  home?: { baseline: Baseline; deviation: Deviation; calm: number };
}
