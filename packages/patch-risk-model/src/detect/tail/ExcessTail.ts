/**
 * The upper tail of something that is counted as unusual, such as a distance:
 * how often a threshold was exceeded, and by how much.
 *
 * @public
 */
export interface ExcessTail {
  threshold: number;
  rows: number;
  exceedances: number;
  /** Mean excess over the threshold. */
  meanExcess: number;
}
