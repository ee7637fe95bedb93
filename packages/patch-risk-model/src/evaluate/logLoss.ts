import type { Forecasts } from './Forecasts';
import { sameLength } from './sameLength';

const SMALLEST_PROBABILITY = 1e-15;

/**
 * Weighted mean of −log(probability of what came); probabilities are kept
 * 10⁻¹⁵ away from 0 and 1.
 *
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function logLoss(forecasts: Forecasts): number {
  const { probabilities, outcomes, weights } = forecasts;
  const rows = sameLength({ probabilities, outcomes, weights });
  let sum = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    const probability = Math.min(
      Math.max(probabilities[row], SMALLEST_PROBABILITY),
      1 - SMALLEST_PROBABILITY,
    );
    sum -=
      weight *
      (outcomes[row] * Math.log(probability) +
        (1 - outcomes[row]) * Math.log1p(-probability));
    total += weight;
  }
  return sum / total;
}
