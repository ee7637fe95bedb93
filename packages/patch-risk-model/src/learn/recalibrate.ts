import { sigmoid } from '../forecast/logistic/sigmoid';
import { ModelInputError } from '../ModelInputError';
import { logit } from './logit';
import type { Recalibration } from './Recalibration';

/**
 * The recalibrated probability; it never falls where the given one rises.
 *
 * @throws ModelInputError where the probability is not in [0, 1]
 *
 * @public
 */
export function recalibrate(
  recalibration: Recalibration,
  probability: number,
): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new ModelInputError({
      field: 'probability',
      value: probability,
      remedy: 'give a number from 0 to 1',
    });
  }
  if (recalibration.kind === 'none') {
    return probability;
  }
  if (recalibration.kind === 'platt') {
    const { intercept, slope } = recalibration;
    return sigmoid(intercept + slope * logit(probability));
  }
  const { from, to } = recalibration;
  let low = 0;
  let high = from.length - 1;
  if (probability <= from[low]) {
    return to[low];
  }
  if (probability >= from[high]) {
    return to[high];
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle] <= probability) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const share = (probability - from[low]) / (from[high] - from[low]);
  return to[low] + share * (to[high] - to[low]);
}
