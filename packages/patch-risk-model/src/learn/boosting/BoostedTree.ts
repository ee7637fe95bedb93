/**
 * One regression tree as parallel arrays; node 0 is the root. Feature −1 marks
 * a leaf. A row whose value is below the threshold goes left.
 *
 * @public
 */
export interface BoostedTree {
  features: number[];
  thresholds: number[];
  lefts: number[];
  rights: number[];
  /** Log-odds of the node: a leaf's is added to the forecast, inner ones explain it. */
  values: number[];
}
