/** One series of the Numenta Anomaly Benchmark with its labels. */
export interface NabSeries {
  /** Path inside of the benchmark, such as `realTweets/Twitter_volume_KO.csv`. */
  name: string;
  /** The folder, that is, where the series comes from. */
  source: string;
  /** Epoch milliseconds; may repeat, may leave gaps. */
  times: Float64Array;
  values: Float64Array;
  /** First and last row of each labelled window, in order. */
  windows: { from: number; to: number }[];
  /** Rows at the start that count for nothing. */
  probation: number;
}
