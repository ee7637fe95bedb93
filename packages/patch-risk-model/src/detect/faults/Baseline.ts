/**
 * What is normal for each metric, in order of the columns.
 *
 * @public
 */
export interface Baseline {
  mean: number[];
  variance: number[];
}
