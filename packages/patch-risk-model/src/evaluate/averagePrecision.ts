import type { Forecasts } from './Forecasts';
import { thresholds } from './thresholds';

/**
 * Area under the precision-recall curve by steps: Σ precision · (rise of
 * recall) over the distinct forecasts from the highest down, as scikit-learn's
 * `average_precision_score`. `undefined` where there is no event.
 *
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function averagePrecision(forecasts: Forecasts): number | undefined {
  let events = 0;
  let seen = 0;
  let sum = 0;
  const steps = thresholds(forecasts);
  for (let step = 0; step < steps.count; step++) {
    events += steps.events[step];
    seen += steps.events[step] + steps.others[step];
    // A group of weight 0 at the very top has no precision, and adds no recall.
    sum += seen > 0 ? (steps.events[step] * events) / seen : 0;
  }
  return events > 0 ? sum / events : undefined;
}
