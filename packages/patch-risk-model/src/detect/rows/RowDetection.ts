import type { RowState } from './RowState';

/**
 * What `detectRow` says of one row.
 *
 * @public
 */
export interface RowDetection {
  /** For the next row; `undefined` while no value has come. */
  state: RowState | undefined;
  /** How unusual, 0 to 1; 0.5 and more where thresholds are passed. */
  score: number;
  isAnomaly: boolean;
}
