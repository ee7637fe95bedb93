import { digits } from '../digits';
import type { StreamState } from './StreamState';

/** Cuts numbers to what they are good for, so that a state stays small. */
export function roundStreamState(state: StreamState): StreamState {
  const { currentHour, tail, novelty, episodeLevel } = state;
  return {
    ...state,
    level: digits(state.level, 10),
    scale: digits(state.scale, 7),
    reach: digits(state.reach, 7),
    evidence: digits(state.evidence, 7),
    episodeLevel:
      episodeLevel === undefined ? undefined : digits(episodeLevel, 10),
    tail: { ...tail, meanExcess: digits(tail.meanExcess, 6) },
    currentHour: {
      ...currentHour,
      mean: digits(currentHour.mean, 10),
      deviation: digits(currentHour.deviation, 7),
    },
    novelty: {
      ...novelty,
      mean: digits(novelty.mean, 10),
      tail: {
        ...novelty.tail,
        threshold: digits(novelty.tail.threshold, 6),
        meanExcess: digits(novelty.tail.meanExcess, 6),
      },
    },
  };
}
