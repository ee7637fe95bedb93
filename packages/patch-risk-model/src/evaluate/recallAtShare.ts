import type { Forecasts } from './Forecasts';
import { thresholds } from './thresholds';

/**
 * Share of the events among the `share` of rows (by weight) with the highest
 * forecasts; rows of equal forecast at the border count in proportion, as
 * their order says nothing. `undefined` where there is no event.
 *
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function recallAtShare(
  forecasts: Forecasts,
  share: number,
): number | undefined {
  const steps = thresholds(forecasts);
  let total = 0;
  let events = 0;
  for (let step = 0; step < steps.count; step++) {
    total += steps.events[step] + steps.others[step];
    events += steps.events[step];
  }
  let left = share * total;
  let found = 0;
  for (let step = 0; step < steps.count; step++) {
    const weight = steps.events[step] + steps.others[step];
    const taken = Math.min(weight, left);
    found += weight > 0 ? (steps.events[step] * taken) / weight : 0;
    left -= taken;
  }
  return events > 0 ? found / events : undefined;
}
