const SMALLEST_PROBABILITY = 1e-12;

/** Log-odds of a probability, which is kept 10⁻¹² away from 0 and 1. */
export function logit(probability: number): number {
  const kept = Math.min(
    Math.max(probability, SMALLEST_PROBABILITY),
    1 - SMALLEST_PROBABILITY,
  );
  return Math.log(kept) - Math.log1p(-kept);
}
