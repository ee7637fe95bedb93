/**
 * The upper tail of the novelties of one metric.
 *
 * @public
 */
export interface NoveltyTail {
  /** The threshold that about two of a hundred novelties exceed. */
  threshold: number;
  rows: number;
  exceedances: number;
  /** Mean excess over the threshold. */
  meanExcess: number;
}
