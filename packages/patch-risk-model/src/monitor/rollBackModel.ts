import { ModelInputError } from '../ModelInputError';
import type { ModelHistory } from './ModelHistory';

/**
 * The history after the live version was taken back: the newest one that it
 * replaced is live again.
 *
 * @throws ModelInputError where there is none to go back to
 *
 * @public
 */
export function rollBackModel(
  history: ModelHistory,
  reason: string,
): ModelHistory {
  const earlier = history.entries.findLast(entry => entry.state === 'replaced');
  if (!earlier) {
    throw new ModelInputError({
      field: 'version',
      value: history.live,
      remedy: 'no earlier version was live; there is nothing to go back to',
    });
  }
  return {
    live: earlier.version,
    entries: history.entries.map(entry => {
      if (entry.version === history.live) {
        return { ...entry, state: 'rolled-back' as const, reason };
      }
      return entry === earlier ? { ...entry, state: 'live' as const } : entry;
    }),
  };
}
