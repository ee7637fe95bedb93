import type { Forecasts } from './Forecasts';
import { sameLength } from './sameLength';

/** Weights of the rows at each distinct forecast, the highest first; `count` of them. */
export interface Thresholds {
  count: number;
  forecasts: Float64Array;
  /** Weight with the event, and without. */
  events: Float64Array;
  others: Float64Array;
}

/**
 * Puts rows of equal forecast together. Rows that come from the highest
 * forecast to the lowest are not sorted again: a bootstrap sorts them once.
 */
export function thresholds(forecasts: Forecasts): Thresholds {
  const { probabilities, outcomes, weights } = forecasts;
  const rows = sameLength({ probabilities, outcomes, weights });
  const order = orderOf(probabilities, rows);
  const result: Thresholds = {
    count: 0,
    forecasts: new Float64Array(rows),
    events: new Float64Array(rows),
    others: new Float64Array(rows),
  };
  let at = -1;
  for (let place = 0; place < rows; place++) {
    const row = order ? order[place] : place;
    const forecast = probabilities[row];
    if (at === -1 || result.forecasts[at] !== forecast) {
      at++;
      result.forecasts[at] = forecast;
    }
    const weight = weights ? weights[row] : 1;
    result.events[at] += weight * outcomes[row];
    result.others[at] += weight * (1 - outcomes[row]);
  }
  result.count = at + 1;
  return result;
}

function orderOf(
  probabilities: ArrayLike<number>,
  rows: number,
): Uint32Array | undefined {
  let row = 1;
  while (row < rows && probabilities[row] <= probabilities[row - 1]) {
    row++;
  }
  return row >= rows
    ? undefined
    : Uint32Array.from({ length: rows }, (_, index) => index).sort(
        (a, b) => probabilities[b] - probabilities[a],
      );
}
