/**
 * What `detectPoint` said of a point of one metric, for the metrics together.
 *
 * @public
 */
export interface JointPoint {
  /** Epoch milliseconds. */
  at: number;
  metric: string;
  /** From the baseline, in standard deviations; `undefined` where it says nothing. */
  deviation: number | undefined;
  /** The metric is unusual enough by itself, so that it is left out of this row. */
  told: boolean;
}
