import type { PooledFixModel } from './PooledFixModel';

/** The distribution of earlier fixes that stands for a case. */
export interface PooledCurve {
  /** Chance of a fix before the end of each bin; the last is 1. */
  fixedProbabilities: number[];
  /** For each level, the share of its group's own fixes, 0 where the group is unknown. */
  shares: { level: string; group: string | undefined; share: number }[];
}

/**
 * Distribution of earlier fixes, from all rows down to the finest group: at
 * each level a group with fixes of weight n counts n / (n + pooling), and the
 * level above it the rest (the posterior mean of a Dirichlet prior around the
 * level above, with the weight `pooling`; Efron and Morris 1975 for the idea).
 *
 * @param groups - names at each level, in the order of `model.levels`
 */
export function pooledCurve(
  model: PooledFixModel,
  groups: readonly (string | undefined)[],
): PooledCurve {
  let masses = normalise(model.overall);
  const shares: PooledCurve['shares'] = [];
  for (const [index, level] of model.levels.entries()) {
    const group = groups[index];
    const entries =
      group !== undefined && Object.hasOwn(level.groups, group)
        ? level.groups[group]
        : [];
    let weight = 0;
    for (let at = 1; at < entries.length; at += 2) {
      weight += entries[at];
    }
    const share = weight / (weight + level.pooling);
    if (weight > 0) {
      masses = masses.map(mass => (1 - share) * mass);
      for (let at = 0; at < entries.length; at += 2) {
        masses[entries[at]] += (share * entries[at + 1]) / weight;
      }
    }
    shares.push({ level: level.name, group, share: weight > 0 ? share : 0 });
  }
  let sum = 0;
  const fixedProbabilities = masses.map(mass => {
    sum += mass;
    return Math.min(sum, 1);
  });
  fixedProbabilities[fixedProbabilities.length - 1] = 1;
  return { fixedProbabilities, shares };
}

function normalise(weights: readonly number[]): number[] {
  let total = 0;
  for (const weight of weights) {
    total += weight;
  }
  return weights.map(weight => weight / total);
}
