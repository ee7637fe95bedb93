/**
 * A row to learn from.
 *
 * @public
 */
export interface LearnRow {
  /** Finite numbers by feature name. What is left out, or `undefined`, is absent. */
  values: Readonly<Record<string, number | undefined>>;
  /** 0 or 1; or, for a row that stands for several, the share of its weight that had the event. */
  outcome: number;
  /** Weight of the row, above 0: the number of trials where it stands for several; 1 by default. */
  weight?: number;
}
