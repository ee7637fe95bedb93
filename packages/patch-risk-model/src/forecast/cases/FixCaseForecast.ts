/**
 * When a fix exists, counted in days from the start of the case's clock, without condition.
 *
 * @public
 */
export interface FixCaseForecast {
  /** Chance that a fix exists at the end of each of the days that were asked for, in their order, never falling. */
  fixedProbabilities: readonly number[];
  /** First day at which the chance reaches one half; `undefined` where it never does within the model's reach. */
  medianDays?: number;
  /** Ends of the interval that holds the day of the fix in 80 of 100 cases; `undefined` where past the model's reach. */
  lower80Days?: number;
  upper80Days?: number;
  /** Why the numbers rest on no evidence about this case; the numbers are given all the same. */
  abstained?: string;
}
