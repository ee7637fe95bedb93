import type { DetectorState } from './DetectorState';
import { digits } from './digits';

/** Cuts numbers to what they are good for, so that a state stays small. */
export function roundState(state: DetectorState): DetectorState {
  const { currentHour, tail } = state;
  return {
    ...state,
    level: digits(state.level, 10),
    scale: digits(state.scale, 7),
    evidence: digits(state.evidence, 7),
    episodeLevel:
      state.episodeLevel === undefined
        ? undefined
        : digits(state.episodeLevel, 10),
    tail: { ...tail, meanExcess: digits(tail.meanExcess, 6) },
    currentHour: {
      ...currentHour,
      mean: digits(currentHour.mean, 10),
      deviation: digits(currentHour.deviation, 7),
    },
  };
}
