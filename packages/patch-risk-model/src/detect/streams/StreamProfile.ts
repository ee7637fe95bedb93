/**
 * What streams of one kind have in common, for example a metric on all devices
 * of one model: how much they scatter, not where they lie.
 *
 * @public
 */
export interface StreamProfile {
  version: 1;
  /** How many streams it was learned from. */
  streams: number;
  /** Mean of the spread of one-step residuals over the level. */
  scaleShare: number;
  /** Of |z|: share of points beyond the threshold, and their mean excess. */
  exceedanceRate: number;
  meanExcess: number;
}
