import type { StreamState } from '@patch-risk/model';
import type { Detect } from '../../anomalies/Detect';

/**
 * A detector whose every answer a reader can foretell: the baseline is 100, an episode lasts while a value is more than 50
 * away, the score is a tenth of the distance.
 */
export const thresholdDetect: Detect = (state, point) => {
  // The product hands the state through as it is, so that this one may keep what it likes in it.
  const open = Boolean(state && 'testOpen' in state && state.testOpen);
  const distance = Math.abs(point.value - 100);
  const isAnomaly = distance > 50;
  let episode: ReturnType<Detect>['episode'];
  if (isAnomaly) {
    episode = open ? 'continues' : 'opened';
  } else if (open) {
    episode = 'closed';
  }
  const next: unknown = { version: 2, testOpen: isAnomaly };
  return {
    state: next as StreamState,
    score: distance / 10,
    expected: 100,
    isAnomaly,
    episode,
    startedAt: isAnomaly ? point.at : undefined,
  };
};
