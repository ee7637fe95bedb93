import type { Forecasts } from './Forecasts';
import { thresholds } from './thresholds';

/**
 * Area under the ROC curve: the chance that a random row with the event has
 * the higher forecast than a random one without, ties counting one half
 * (Fawcett 2006). `undefined` where a class has no rows.
 *
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function rocAuc(forecasts: Forecasts): number | undefined {
  let events = 0;
  let others = 0;
  let concordant = 0;
  const steps = thresholds(forecasts);
  for (let step = 0; step < steps.count; step++) {
    concordant += steps.others[step] * (events + steps.events[step] / 2);
    events += steps.events[step];
    others += steps.others[step];
  }
  return events > 0 && others > 0 ? concordant / (events * others) : undefined;
}
