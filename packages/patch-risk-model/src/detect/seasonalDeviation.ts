import type { DetectorState } from './DetectorState';
import { digits } from './digits';

const HOUR = 3_600_000;
/** Least time that an hour of day must have been watched before. */
const LEAST_HOURS = 0.5;
/** What is left of an hour that episodes have touched on its last visits. */
const DOUBTED = 0.25;
/** An hour of day keeps the memory of about this many visits. */
const MEMORY_HOURS = 7;
/** Mean absolute deviation to standard deviation, for a Gaussian. */
const TO_SIGMA = 1.2533;
/** Days differ from each other by more than noise. */
const DAY_TO_DAY = 1.25;

/**
 * How far a value is from what this hour of day was on earlier days, in
 * robust standard deviations; the nearest of the hour and its neighbours
 * counts, as daily routines shift. `undefined` when the hour is new.
 */
export function seasonalDeviation(
  state: DetectorState,
  value: number,
  at: number,
): number | undefined {
  const hour = Math.floor(at / HOUR) % 24;
  if (state.hours[hour][2] < LEAST_HOURS) {
    return undefined;
  }
  let nearest = Number.POSITIVE_INFINITY;
  for (const neighbour of [hour, (hour + 23) % 24, (hour + 1) % 24]) {
    const [level, deviation, seen] = state.hours[neighbour];
    if (seen >= LEAST_HOURS) {
      const sigma = DAY_TO_DAY * Math.max(deviation * TO_SIGMA, state.scale);
      nearest = Math.min(nearest, Math.abs(value - level) / sigma);
    }
  }
  return nearest;
}

/**
 * Adds a point to the hour being watched; an hour that is over joins its hour
 * of day. An hour that an episode touched does not: it takes one visit of
 * memory away instead, and joins when none is left, so that a routine that has
 * changed for good is learned within a week.
 */
export function watchHour(
  state: DetectorState,
  point: { at: number; value: number },
  clean: boolean,
): Pick<DetectorState, 'hours' | 'currentHour'> {
  const id = Math.floor(point.at / HOUR);
  let { hours, currentHour } = state;
  if (currentHour.id !== id) {
    hours = mergeHour(hours, currentHour);
    currentHour = { id, points: 0, mean: 0, deviation: 0, clean: true };
  }
  const points = currentHour.points + 1;
  const mean = currentHour.mean + (point.value - currentHour.mean) / points;
  const deviation =
    currentHour.deviation +
    (Math.abs(point.value - mean) - currentHour.deviation) / points;
  return {
    hours,
    currentHour: {
      id,
      points,
      mean,
      deviation,
      clean: currentHour.clean && clean,
    },
  };
}

function mergeHour(
  hours: DetectorState['hours'],
  over: DetectorState['currentHour'],
): DetectorState['hours'] {
  const index = over.id % 24;
  const [level, deviation, seen] = hours[index];
  if (over.points < 3) {
    return hours;
  }
  if (!over.clean && seen !== DOUBTED) {
    const doubted = [...hours];
    doubted[index] = [level, deviation, Math.max(seen - 1, DOUBTED)];
    return doubted;
  }
  const known = seen === DOUBTED ? 0 : seen;
  const gain = 1 / (Math.min(known, MEMORY_HOURS - 1) + 1);
  const merged = [...hours];
  merged[index] = [
    digits(level + gain * (over.mean - level), 7),
    digits(deviation + gain * (over.deviation - deviation), 5),
    Math.min(known + 1, MEMORY_HOURS),
  ];
  return merged;
}
