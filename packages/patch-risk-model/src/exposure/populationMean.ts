/** Mean of a table's values under the weights of a population. @public */
export function populationMean<TKey extends string>(
  weights: Record<TKey, number>,
  valueOf: (key: TKey) => number,
): number {
  let mean = 0;
  for (const key of Object.keys(weights) as TKey[]) {
    mean += weights[key] * valueOf(key);
  }
  return mean;
}
