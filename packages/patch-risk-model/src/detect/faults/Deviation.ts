/**
 * Smoothed deviation from a baseline, in its standard deviations.
 *
 * @public
 */
export interface Deviation {
  /** Of each metric: the mean of z. */
  level: number[];
  /** Of each metric: the mean of z² − 1, with z² at most 16. */
  rough: number[];
  /** Mean squared distance a metric, correlations taken out; 1 in normal operation. */
  joint: number;
}
