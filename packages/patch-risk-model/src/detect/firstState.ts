import type { DetectorState } from './DetectorState';

/** The state after a stream's first point. */
export function firstState(point: {
  at: number;
  value: number;
}): DetectorState {
  return {
    version: 1,
    firstAt: point.at,
    lastAt: point.at,
    points: 1,
    levelPoints: 1,
    level: point.value,
    scale: 0,
    reach: Math.abs(point.value),
    tail: { points: 0, exceedances: 0, meanExcess: 0 },
    hours: Array.from({ length: 24 }, (): [number, number, number] => [
      0, 0, 0,
    ]),
    currentHour: {
      id: Math.floor(point.at / 3_600_000),
      points: 1,
      mean: point.value,
      deviation: 0,
      clean: true,
    },
    evidence: 0,
    calm: 0,
  };
}
