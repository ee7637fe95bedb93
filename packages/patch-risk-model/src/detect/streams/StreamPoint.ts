/**
 * A measured value; `at` in epoch milliseconds, the value in any unit.
 *
 * @public
 */
export interface StreamPoint {
  at: number;
  value: number;
}
