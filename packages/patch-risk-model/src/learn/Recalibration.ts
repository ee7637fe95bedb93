/**
 * A rising map from forecast probabilities to better calibrated ones, as plain
 * data. `platt`: log-odds become `intercept` + `slope` · log-odds. `isotonic`:
 * linear between the points (`from[k]`, `to[k]`), constant outside of them.
 *
 * @public
 */
export type Recalibration =
  | { kind: 'none' }
  | { kind: 'platt'; intercept: number; slope: number }
  | { kind: 'isotonic'; from: readonly number[]; to: readonly number[] };
