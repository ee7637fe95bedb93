/**
 * A hazard over age that is constant within each bin: bin k covers the days from `fromDay[k]` to the next one's, the last
 * has no end. With x the log-odds of the row plus `shift[k]`, the chance of an event in `rowDays[k]` days is `σ(x)`; with the
 * link `log`, x is a logarithm and the chance `1 − exp(−e^x)`.
 *
 * @public
 */
export interface HazardBins {
  /** `logistic` by default. */
  link?: 'logistic' | 'log';
  /** Rising; the first is at or below any age of the batch. */
  fromDay: readonly number[];
  rowDays: readonly number[];
  shift: readonly number[];
}
