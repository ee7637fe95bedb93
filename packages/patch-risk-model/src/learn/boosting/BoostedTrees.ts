import type { BoostedTree } from './BoostedTree';

/**
 * Gradient-boosted trees for a chance, as data.
 *
 * @public
 */
export interface BoostedTrees {
  featureNames: string[];
  /** Log-odds of the mean outcome of the training rows. */
  baseline: number;
  trees: BoostedTree[];
}
