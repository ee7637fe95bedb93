/**
 * A hazard over age that is constant within each bin: bin k covers the days from `fromDay[k]` to the next one's, the last
 * has no end. The chance of an event in `rowDays[k]` days is `σ(log-odds of the row + shift[k])`.
 *
 * @public
 */
export interface HazardBins {
  /** Rising; the first is at or below any age of the batch. */
  fromDay: readonly number[];
  rowDays: readonly number[];
  shift: readonly number[];
}
