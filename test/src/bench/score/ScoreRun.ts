/** One measured pass over all findings. */
export interface ScoreRun {
  seconds: number;
  cpuSeconds: number;
  /** Sums of hit and exploited probabilities and of L, so that two passes can be compared. */
  sums: number[];
  /** Most memory that the process has held so far. */
  peakMegabytes: number;
}
