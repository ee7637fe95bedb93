import { firstNoveltyState } from '../novelty/firstNoveltyState';
import type { StreamPoint } from './StreamPoint';
import type { StreamState } from './StreamState';

/** |z| above which a deviation counts as an exceedance. */
const TAIL_THRESHOLD = 3;

/** The state after a stream's first point. */
export function firstStreamState(point: StreamPoint): StreamState {
  const { at, value } = point;
  return {
    kind: 'stream',
    version: 2,
    firstAt: at,
    lastAt: at,
    points: 1,
    levelPoints: 1,
    level: value,
    scale: 0,
    reach: Math.abs(value),
    tail: {
      threshold: TAIL_THRESHOLD,
      rows: 0,
      exceedances: 0,
      meanExcess: 0,
    },
    hours: Array.from({ length: 24 }, () => [0, 0, 0]),
    touched: 0,
    touchedToday: 0,
    currentHour: {
      id: Math.floor(at / 3_600_000),
      points: 1,
      mean: value,
      deviation: 0,
      clean: true,
    },
    novelty: firstNoveltyState(value),
    evidence: 0,
    calm: 0,
  };
}
