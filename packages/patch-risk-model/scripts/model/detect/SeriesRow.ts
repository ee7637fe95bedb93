/** One row of a series of metrics. */
export interface SeriesRow {
  /** As the file has it. */
  timestamp: string;
  /** Not later than the row before. */
  goesBack: boolean;
  /** One for each metric; `undefined` where the cell is empty. */
  values: (number | undefined)[];
}
