import type { Forecasts } from './Forecasts';
import { sameLength } from './sameLength';

/**
 * Weights of the rows at each distinct forecast, the highest first: with the
 * event, without, and the weighted sum of the forecasts.
 */
export function thresholds(
  forecasts: Forecasts,
): { forecast: number; events: number; others: number }[] {
  const { probabilities, outcomes, weights } = forecasts;
  const rows = sameLength({ probabilities, outcomes, weights });
  const order = Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => probabilities[b] - probabilities[a],
  );
  const steps: { forecast: number; events: number; others: number }[] = [];
  for (const row of order) {
    const forecast = probabilities[row];
    if (steps.at(-1)?.forecast !== forecast) {
      steps.push({ forecast, events: 0, others: 0 });
    }
    const step = steps[steps.length - 1];
    const weight = weights?.[row] ?? 1;
    step.events += weight * outcomes[row];
    step.others += weight * (1 - outcomes[row]);
  }
  return steps;
}
