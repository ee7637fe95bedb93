import type { LearnedModel } from '../../learn';

const cache = new WeakMap<LearnedModel, ReadonlyMap<string, number>>();

/** Weight by feature name, made once for each model. */
export function hazardWeights(
  hazard: LearnedModel,
): ReadonlyMap<string, number> {
  let weights = cache.get(hazard);
  if (!weights) {
    weights = new Map(
      hazard.featureNames.map((name, index) => [name, hazard.weights[index]]),
    );
    cache.set(hazard, weights);
  }
  return weights;
}
