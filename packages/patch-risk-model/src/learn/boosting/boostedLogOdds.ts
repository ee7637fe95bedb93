import type { BoostedTrees } from './BoostedTrees';

/**
 * Log-odds of a row: the baseline and one leaf of each tree.
 *
 * @param values - finite, in the order of `model.featureNames`
 *
 * @public
 */
export function boostedLogOdds(
  model: BoostedTrees,
  values: readonly number[],
): number {
  let sum = model.baseline;
  for (const tree of model.trees) {
    let node = 0;
    while (tree.features[node] >= 0) {
      node =
        values[tree.features[node]] < tree.thresholds[node]
          ? tree.lefts[node]
          : tree.rights[node];
    }
    sum += tree.values[node];
  }
  return sum;
}
