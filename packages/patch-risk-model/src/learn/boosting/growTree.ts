import type { BoostedTree } from './BoostedTree';

/** Rows in bins, and the derivatives of their loss. */
export interface TreeTask {
  /** Bin of each row, one array a feature. */
  binned: readonly Uint8Array[];
  /** Value below which a row lies in a bin up to the given one. */
  edges: readonly (readonly number[])[];
  gradients: Float64Array;
  hessians: Float64Array;
  weights: Float64Array;
  leaves: number;
  leastLeafWeight: number;
  ridge: number;
  learningRate: number;
}

interface Split {
  gain: number;
  feature: number;
  bin: number;
}

interface Leaf {
  node: number;
  rows: Uint32Array;
  split: Split | undefined;
}

/**
 * Grows one tree on the second-order expansion of the log-loss, best leaf
 * first (Friedman 2001; the gain with a ridge penalty is that of Chen and
 * Guestrin 2016, formula 7). A leaf's value is −Σg / (Σh + ridge).
 */
export function growTree(task: TreeTask): BoostedTree {
  const tree: BoostedTree = {
    features: [],
    thresholds: [],
    lefts: [],
    rights: [],
    values: [],
  };
  const add = (rows: Uint32Array): Leaf => {
    tree.features.push(-1);
    tree.thresholds.push(0);
    tree.lefts.push(-1);
    tree.rights.push(-1);
    tree.values.push(leafValue(task, rows));
    const node = tree.values.length - 1;
    return { node, rows, split: bestSplit(task, rows) };
  };
  const open = [add(Uint32Array.from(task.weights.keys()))];
  for (let leaves = 1; leaves < task.leaves; leaves++) {
    let best: Leaf | undefined;
    for (const leaf of open) {
      if (leaf.split && leaf.split.gain > (best?.split?.gain ?? 0)) {
        best = leaf;
      }
    }
    if (!best?.split) {
      break;
    }
    const { feature, bin } = best.split;
    const column = task.binned[feature];
    const left = add(best.rows.filter(row => column[row] <= bin));
    const right = add(best.rows.filter(row => column[row] > bin));
    tree.features[best.node] = feature;
    tree.thresholds[best.node] = task.edges[feature][bin];
    tree.lefts[best.node] = left.node;
    tree.rights[best.node] = right.node;
    open.splice(open.indexOf(best), 1, left, right);
  }
  return tree;
}

function leafValue(task: TreeTask, rows: Uint32Array): number {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += task.gradients[row];
    hessian += task.hessians[row];
  }
  return (-gradient / (hessian + task.ridge)) * task.learningRate;
}

function bestSplit(task: TreeTask, rows: Uint32Array): Split | undefined {
  const { binned, edges, gradients, hessians, weights, ridge } = task;
  let totalGradient = 0;
  let totalHessian = 0;
  let totalWeight = 0;
  for (const row of rows) {
    totalGradient += gradients[row];
    totalHessian += hessians[row];
    totalWeight += weights[row];
  }
  const parent = (totalGradient * totalGradient) / (totalHessian + ridge);
  let best: Split | undefined;
  for (const [feature, column] of binned.entries()) {
    const count = edges[feature].length;
    if (count > 0) {
      const sums = new Float64Array(3 * (count + 1));
      for (const row of rows) {
        const place = 3 * column[row];
        sums[place] += gradients[row];
        sums[place + 1] += hessians[row];
        sums[place + 2] += weights[row];
      }
      let gradient = 0;
      let hessian = 0;
      let weight = 0;
      for (let bin = 0; bin < count; bin++) {
        gradient += sums[3 * bin];
        hessian += sums[3 * bin + 1];
        weight += sums[3 * bin + 2];
        if (
          weight >= task.leastLeafWeight &&
          totalWeight - weight >= task.leastLeafWeight
        ) {
          const rest = totalGradient - gradient;
          const gain =
            (gradient * gradient) / (hessian + ridge) +
            (rest * rest) / (totalHessian - hessian + ridge) -
            parent;
          if (gain > (best?.gain ?? 1e-9)) {
            best = { gain, feature, bin };
          }
        }
      }
    }
  }
  return best;
}
