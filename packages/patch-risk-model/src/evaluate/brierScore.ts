import type { Forecasts } from './Forecasts';
import { sameLength } from './sameLength';

/**
 * Weighted mean of (probability − outcome)² (Brier 1950).
 *
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function brierScore(forecasts: Forecasts): number {
  const { probabilities, outcomes, weights } = forecasts;
  const rows = sameLength({ probabilities, outcomes, weights });
  let sum = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    sum += weight * (probabilities[row] - outcomes[row]) ** 2;
    total += weight;
  }
  return sum / total;
}
