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
  for (const step of thresholds(forecasts)) {
    concordant += step.others * (events + step.events / 2);
    events += step.events;
    others += step.others;
  }
  return events > 0 && others > 0 ? concordant / (events * others) : undefined;
}
