import { ModelInputError } from '../ModelInputError';

/**
 * A stated chance, corrected by what was seen: `(chance · weight + events) / (weight + trials)`, the mean of a Beta
 * distribution that counts the stated chance as `weight` trials of its own. Without trials it is the stated chance; many
 * trials outweigh it.
 *
 * @param options - `chance` in [0, 1]; `weight` above 0; `events` at most `trials`
 * @throws ModelInputError for counts that cannot be
 * @public
 */
export function pooledChance(options: {
  chance: number;
  weight: number;
  events: number;
  trials: number;
}): number {
  const { chance, weight, events, trials } = options;
  const refuse = (field: string, value: number, remedy: string) => {
    throw new ModelInputError({ field, value, remedy });
  };
  if (!(chance >= 0 && chance <= 1)) {
    refuse('chance', chance, 'give a number from 0 to 1');
  }
  if (!(weight > 0 && weight < Infinity)) {
    refuse('weight', weight, 'give a number of trials above 0');
  }
  if (!(trials >= 0 && trials < Infinity)) {
    refuse('trials', trials, 'give a count from 0 on');
  }
  if (!(events >= 0 && events <= trials)) {
    refuse('events', events, `give a count from 0 to ${trials}, the trials`);
  }
  return (chance * weight + events) / (weight + trials);
}
