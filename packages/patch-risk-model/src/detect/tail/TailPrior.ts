/** What is believed of a tail before anything was seen. */
export interface TailPrior {
  /** Rows that the rate of exceedances is worth. */
  rows: number;
  rate: number;
  /** Exceedances that the mean excess is worth. */
  exceedances: number;
  meanExcess: number;
}
