import { ModelInputError } from '../ModelInputError';
import type { ChallengerVerdict } from './judgeChallenger';
import type { ModelHistory } from './ModelHistory';

/**
 * The history after a challenger was judged: it is live where it won, else it
 * is kept as rejected and the champion stays.
 *
 * @throws ModelInputError where the version is there already
 *
 * @public
 */
export function addChallenger(
  history: ModelHistory,
  challenger: {
    version: string;
    newestTrainingDay: string;
    verdict: Pick<ChallengerVerdict, 'promote' | 'reason'>;
  },
): ModelHistory {
  const { version, newestTrainingDay, verdict } = challenger;
  if (history.entries.some(entry => entry.version === version)) {
    throw new ModelInputError({
      field: 'version',
      value: version,
      remedy: 'this version was tried before; give the model a new one',
    });
  }
  const { promote, reason } = verdict;
  return {
    live: promote ? version : history.live,
    entries: [
      ...history.entries.map(entry =>
        promote && entry.version === history.live
          ? { ...entry, state: 'replaced' as const }
          : entry,
      ),
      {
        version,
        newestTrainingDay,
        state: promote ? 'live' : 'rejected',
        reason,
      },
    ],
  };
}
