import type { BoostedTrees } from './BoostedTrees';

/**
 * What each feature adds to the log-odds of a row. Along the row's path through
 * a tree, each step's change of the node's value counts for the feature that
 * was asked (Saabas 2014); the roots' values join the baseline. The terms,
 * baseline included, add up to `boostedLogOdds`.
 *
 * @public
 */
export function explainBoosted(
  model: BoostedTrees,
  values: readonly number[],
): { name: string; logOdds: number }[] {
  const terms = new Float64Array(model.featureNames.length);
  let baseline = model.baseline;
  for (const tree of model.trees) {
    let node = 0;
    baseline += tree.values[0];
    while (tree.features[node] >= 0) {
      const feature = tree.features[node];
      const next =
        values[feature] < tree.thresholds[node]
          ? tree.lefts[node]
          : tree.rights[node];
      terms[feature] += tree.values[next] - tree.values[node];
      node = next;
    }
  }
  const explained = [{ name: 'baseline', logOdds: baseline }];
  for (const [feature, name] of model.featureNames.entries()) {
    if (terms[feature] !== 0) {
      explained.push({ name, logOdds: terms[feature] });
    }
  }
  return explained;
}
