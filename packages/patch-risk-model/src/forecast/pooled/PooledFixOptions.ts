/**
 * How a pooled fix model is fitted.
 *
 * @public
 */
export interface PooledFixOptions {
  /** Version of the model, as its JSON carries it. */
  version: string;
  /** Last day whose fixes are known, in days since 1970-01-01; rows fixed later are left out. */
  asOfDay: number;
  /** First bins of the stretches of time in which effects may differ; the first is 0. */
  stretches: readonly number[];
  /** Inverse strength of the penalty on effects, as scikit-learn's `C`. */
  inversePenalty: number;
  /** The same for the difference of an effect between stretches of time, as a factor on the penalty. */
  stretchPenaltyFactor: number;
  /** Days after which a row counts half, in the hazard. */
  hazardHalfLifeDays: number;
  /** The same in the pooled distributions. */
  poolHalfLifeDays: number;
  hazardShare: number;
  unknownHazardShare: number;
  /** Chances at the lower and upper end of the 80 % interval. */
  intervalLevels: readonly [number, number];
  /** Levels of pooling from coarse to fine; see `PoolingLevel`. */
  levels: readonly { name: string; pooling: number }[];
  /** Fixes that a feature must have, so that it gets a weight of its own. */
  leastFixes: number;
  /** Whether to undo right truncation; true by default. */
  truncation?: boolean;
}
