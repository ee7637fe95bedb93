import { ModelInputError } from '../../ModelInputError';
import { binFeatures } from './binFeatures';
import type { BoostedTree } from './BoostedTree';
import type { BoostedTrees } from './BoostedTrees';
import type { BoostOptions } from './BoostOptions';
import { growTree } from './growTree';

/** Digits of a leaf that are kept, so that the JSON stays small. */
const DIGITS = 5;

/**
 * Fits boosted trees to a chance by Newton steps on the weighted log-loss
 * (Friedman, Hastie, Tibshirani 2000; Friedman 2001). No randomness: the same
 * rows give the same trees.
 *
 * @param rows - `values` in the order of `featureNames`, all finite; `outcome`
 * 0 or 1; `weight` at least 0
 * @throws ModelInputError for a value that is not finite, an outcome other than
 * 0 and 1, or rows of one outcome only
 *
 * @public
 */
export function fitBoostedTrees(
  rows: readonly {
    values: readonly number[];
    outcome: 0 | 1;
    weight: number;
  }[],
  featureNames: readonly string[],
  options: BoostOptions = {},
): BoostedTrees {
  const {
    rounds = 150,
    learningRate = 0.04,
    leaves = 4,
    leastLeafWeight = 40,
    ridge = 5,
    bins = 64,
  } = options;
  const mean = checkRows(rows, featureNames);
  const weights = scaledWeights(rows);
  const { binned, edges } = binFeatures(
    rows.map(row => row.values),
    Math.min(bins, 255),
  );
  const baseline = Number(Math.log(mean / (1 - mean)).toPrecision(DIGITS));
  const logOdds = new Float64Array(rows.length).fill(baseline);
  const gradients = new Float64Array(rows.length);
  const hessians = new Float64Array(rows.length);
  const trees: BoostedTree[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [index, row] of rows.entries()) {
      const chance = 1 / (1 + Math.exp(-logOdds[index]));
      gradients[index] = weights[index] * (chance - row.outcome);
      hessians[index] = weights[index] * chance * (1 - chance);
    }
    const tree = growTree({
      binned,
      edges,
      gradients,
      hessians,
      weights,
      leaves,
      leastLeafWeight,
      ridge,
      learningRate,
    });
    tree.values = tree.values.map(value => Number(value.toPrecision(DIGITS)));
    if (tree.values.length === 1) {
      break;
    }
    trees.push(tree);
    for (const [index, { values }] of rows.entries()) {
      let node = 0;
      while (tree.features[node] >= 0) {
        node =
          values[tree.features[node]] < tree.thresholds[node]
            ? tree.lefts[node]
            : tree.rights[node];
      }
      logOdds[index] += tree.values[node];
    }
  }
  return { featureNames: [...featureNames], baseline, trees };
}

function checkRows(
  rows: readonly {
    values: readonly number[];
    outcome: 0 | 1;
    weight: number;
  }[],
  featureNames: readonly string[],
): number {
  let events = 0;
  let total = 0;
  for (const [index, { values, outcome, weight }] of rows.entries()) {
    for (const [feature, name] of featureNames.entries()) {
      if (!Number.isFinite(values[feature])) {
        throw new ModelInputError({
          field: `rows[${index}].${name}`,
          value: values[feature],
          remedy: 'give a finite number',
        });
      }
    }
    if ((outcome !== 0 && outcome !== 1) || !(weight >= 0)) {
      throw new ModelInputError({
        field: `rows[${index}]`,
        value: `${outcome}, ${weight}`,
        remedy: 'give an outcome of 0 or 1 and a weight of at least 0',
      });
    }
    events += weight * outcome;
    total += weight;
  }
  if (!(events > 0 && events < total)) {
    throw new ModelInputError({
      field: 'rows',
      value: `${events} of ${total}`,
      remedy: 'give rows of both outcomes',
    });
  }
  return events / total;
}

function scaledWeights(rows: readonly { weight: number }[]): Float64Array {
  let total = 0;
  for (const { weight } of rows) {
    total += weight;
  }
  return Float64Array.from(
    rows,
    ({ weight }) => (weight * rows.length) / total,
  );
}
