import type { Forecasts } from '../evaluate/Forecasts';
import { sameLength } from '../evaluate/sameLength';
import { ModelInputError } from '../ModelInputError';

/**
 * The rows of forecasts that weigh something.
 *
 * @throws ModelInputError naming column and row where lengths differ, a number
 * is not finite, a probability or outcome lies outside of [0, 1], or a weight is below 0
 */
export function checkedForecasts(
  forecasts: Forecasts,
): { probability: number; outcome: number; weight: number }[] {
  const { probabilities, outcomes, weights } = forecasts;
  const length = sameLength({ probabilities, outcomes, weights });
  const rows = [];
  for (let row = 0; row < length; row++) {
    const probability = probabilities[row];
    const outcome = outcomes[row];
    const weight = weights?.[row] ?? 1;
    for (const [field, value, most] of [
      ['probabilities', probability, 1],
      ['outcomes', outcome, 1],
      ['weights', weight, Number.POSITIVE_INFINITY],
    ] as const) {
      if (value < 0 || value > most) {
        throw new ModelInputError({
          field: `${field}[${row}]`,
          value,
          remedy: `give a number from 0 to ${most}`,
        });
      }
    }
    if (weight > 0) {
      rows.push({ probability, outcome, weight });
    }
  }
  return rows;
}
