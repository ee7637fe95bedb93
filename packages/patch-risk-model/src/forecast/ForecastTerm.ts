/**
 * One input's part in a forecast, in log-odds relative to the mean of the
 * training population. The terms of a forecast, `baseline` included, add up to
 * the log-odds of the model's first period.
 *
 * @public
 */
export interface ForecastTerm {
  name: string;
  logOdds: number;
}
