import { LEAST_VISITS } from './LEAST_VISITS';
import type { StreamState } from './StreamState';

const HOUR = 3_600_000;
/** Mean absolute deviation to standard deviation, for a Gaussian. */
const TO_SIGMA = 1.2533;
/** Days differ from each other by more than noise. */
const DAY_TO_DAY = 1.25;

/**
 * How far a value is from what this hour of day was on earlier days, signed,
 * in robust standard deviations; the nearest of the hour and its neighbours
 * counts, as daily routines shift. `undefined` when the hour is new.
 */
export function seasonalDeviation(
  state: Pick<StreamState, 'hours' | 'scale'>,
  point: { at: number; value: number },
): number | undefined {
  const hour = Math.floor(point.at / HOUR) % 24;
  if (state.hours[hour][2] < LEAST_VISITS) {
    return undefined;
  }
  let nearest = Number.POSITIVE_INFINITY;
  for (const neighbour of [hour, (hour + 23) % 24, (hour + 1) % 24]) {
    const [level, deviation, visits] = state.hours[neighbour];
    if (visits >= LEAST_VISITS) {
      const sigma = DAY_TO_DAY * Math.max(deviation * TO_SIGMA, state.scale);
      const z = (point.value - level) / sigma;
      nearest = Math.abs(z) < Math.abs(nearest) ? z : nearest;
    }
  }
  return nearest;
}
