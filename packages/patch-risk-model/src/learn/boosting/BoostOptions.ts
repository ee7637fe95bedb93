/**
 * How boosted trees are grown. Defaults are the ones in brackets.
 *
 * @public
 */
export interface BoostOptions {
  /** Trees (150). */
  rounds?: number;
  /** Share of each tree that is added (0.04). */
  learningRate?: number;
  /** Leaves of a tree (4): one less is the order of interaction at most. */
  leaves?: number;
  /** Least sum of row weights in a leaf, weights scaled to a mean of 1 (40). */
  leastLeafWeight?: number;
  /** Ridge penalty on a leaf's value (5). */
  ridge?: number;
  /** Bins of a feature's values (64). */
  bins?: number;
}
