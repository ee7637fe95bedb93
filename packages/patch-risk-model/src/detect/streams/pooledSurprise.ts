/**
 * −log₁₀ of the chance of two surprises together, by Fisher's method (1932)
 * for two chances: p · (1 − ln p) with p their product.
 *
 * @param one, other - −log₁₀ of each chance, 0 and more
 */
export function pooledSurprise(one: number, other: number): number {
  const sum = one + other;
  return sum - Math.log10(1 + sum * Math.LN10);
}
