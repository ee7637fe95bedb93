import type { ScoreNote } from '@patch-risk/model';
import type { GroupInput } from './GroupInput';
import type { ServiceLevel } from './serviceLevel';

/**
 * Notes on what the decision on a group rests on besides its score.
 *
 * @param level - of a group that waits for its fix, as it counts there alone
 */
export function decisionNotes(
  group: GroupInput,
  level: ServiceLevel | undefined,
): ScoreNote[] {
  const notes: ScoreNote[] = [
    {
      input: 'findings',
      value: group.confirmed ? 'affected' : 'not confirmed',
      source: 'Status of the findings of the group.',
    },
  ];
  if (level) {
    notes.push({
      input: 'serviceLevel',
      value: `${level.band}, days: ${level.days}`,
      source: 'patchRisk.planning.slaDays, from the first finding on.',
      date: level.from,
    });
  }
  return notes;
}
