/**
 * How level faults are found in several metrics at once; one set of defaults
 * serves all.
 *
 * @public
 */
export interface FaultOptions {
  /** Rows that are only learned from. */
  warmUpRows: number;
  /** Share of a row in the smoothed deviations. */
  smoothing: number;
  /** A row moves mean and variance of the baseline by at least these shares. */
  meanGain: number;
  varianceGain: number;
  /** Rows between what is learned and what judges, twice. */
  stageRows: number;
  /** Deviations are cut at this many standard deviations. */
  deviationCut: number;
  /** Correlations are shrunk as if this many rows without any came first. */
  shrinkRows: number;
  /** Weight of growing variance beside distance in the evidence. */
  roughWeight: number;
  /** Spread of the log evidence that is assumed, worth this many rows. */
  priorSpread: number;
  priorRows: number;
  /** Thresholds are higher by this over the number of rows learned. */
  youth: number;
  /** Evidence, in spreads above its mean, above which it teaches nothing; after so many rows it goes towards the evidence that opens a fault. */
  ordinary: number;
  ordinaryRows: number;
  /** Share of the newest stage in the known drift. */
  driftGain: number;
  /** Drift widens the baseline by this, over the rows by which it lags or stands still. */
  driftWeight: number;
  lagRows: number;
  /** Evidence that opens a fault, and for how many rows in a row. */
  open: number;
  openRows: number;
  /** Evidence below which a row is back to normal. */
  close: number;
  /** Share of the fault's direction and of its distance below which a row is back. */
  backDirection: number;
  backDistance: number;
  /** Rows back to normal that close a fault. */
  closeRows: number;
  /** The same where only most of the fault has gone. */
  patientRows: number;
  /** Rows after a fault before the next may open; then the baseline starts from where the metrics are. */
  restRows: number;
  /** The baseline after a fault is worth at most so many rows. */
  rowsAfterFault: number;
  /** A fault that lasts longer is taken for the new normal. */
  longestFaultRows: number;
}
