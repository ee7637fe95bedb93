import { digits } from '../digits';
import type { StreamPoint } from './StreamPoint';
import type { StreamState } from './StreamState';

const HOUR = 3_600_000;
/** What is left of an hour that episodes have touched on its last visits. */
const DOUBTED = 0.25;
/** An hour of day keeps the memory of about this many visits. */
const MEMORY_VISITS = 7;
const LEAST_POINTS = 3;

/** Hours after which what an episode touched belongs to an earlier day. */
const ANOTHER_DAY = 12;

type Hours = Pick<StreamState, 'hours' | 'touched' | 'touchedToday'>;

/**
 * Adds a point to the hour being watched; an hour that is over joins its hour
 * of day. An hour that an episode touched does not: it takes one visit of
 * memory away instead, and joins when none is left, so that a routine that has
 * changed for good is learned within a week.
 */
export function watchHour(
  state: StreamState,
  point: StreamPoint,
  clean: boolean,
): Hours & Pick<StreamState, 'currentHour'> {
  const id = Math.floor(point.at / HOUR);
  const { touched, touchedToday } = state;
  let hours: Hours = { hours: state.hours, touched, touchedToday };
  let { currentHour } = state;
  if (currentHour.id !== id) {
    hours = anotherDay(withHour(hours, currentHour), id % 24);
    currentHour = { id, points: 0, mean: 0, deviation: 0, clean: true };
  }
  const points = currentHour.points + 1;
  const mean = currentHour.mean + (point.value - currentHour.mean) / points;
  const deviation =
    currentHour.deviation +
    (Math.abs(point.value - mean) - currentHour.deviation) / points;
  return {
    ...hours,
    currentHour: {
      id,
      points,
      mean,
      deviation,
      clean: currentHour.clean && clean,
    },
  };
}

function withHour(known: Hours, over: StreamState['currentHour']): Hours {
  const index = over.id % 24;
  const bit = 1 << index;
  const [level, deviation, visits] = known.hours[index];
  if (over.points < LEAST_POINTS) {
    return known;
  }
  const hours = [...known.hours];
  if (!over.clean && visits !== DOUBTED) {
    hours[index] = [level, deviation, Math.max(visits - 1, DOUBTED)];
    return { ...known, hours, touchedToday: known.touchedToday | bit };
  }
  const before = visits === DOUBTED ? 0 : visits;
  const gain = 1 / (Math.min(before, MEMORY_VISITS - 1) + 1);
  const after = Math.min(before + 1, MEMORY_VISITS);
  hours[index] = [
    digits(level + gain * (over.mean - level), 7),
    digits(deviation + gain * (over.deviation - deviation), 4),
    after,
  ];
  const forgets = over.clean && after === MEMORY_VISITS;
  return {
    ...known,
    hours,
    touched: forgets ? known.touched & ~bit : known.touched,
  };
}

/** Moves touched hours that are over for half a day to those of earlier days. */
function anotherDay(known: Hours, hour: number): Hours {
  let { touched, touchedToday } = known;
  for (let each = 0; each < 24 && touchedToday !== 0; each++) {
    const bit = 1 << each;
    if (touchedToday & bit && (hour - each + 24) % 24 >= ANOTHER_DAY) {
      touched |= bit;
      touchedToday &= ~bit;
    }
  }
  return { ...known, touched, touchedToday };
}
