/**
 * Probabilities beside what came, one row each.
 *
 * @public
 */
export interface Forecasts {
  /** In [0, 1]; for the figures of order alone (ROC AUC, average precision) any number that rises with the chance. */
  probabilities: ArrayLike<number>;
  /** 1 where the event came, else 0. */
  outcomes: ArrayLike<number>;
  /** Weight of each row, at least 0; 1 by default. */
  weights?: ArrayLike<number>;
}
