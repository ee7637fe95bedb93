import type { DeploymentHistory } from './DeploymentHistory';
import { pooledChance } from './pooledChance';
import type { ScoreTables, TableEntry } from './ScoreTables';
import type { UpdateChannel } from './types';

/** Trials that a delivered value counts for beside an organisation's own. */
const DELIVERED_WEIGHT = 20;

/**
 * The tables of deployment with an organisation's own history in them: each chance is pooled with the delivered one, which
 * counts for 20 trials. A channel without history keeps the delivered values.
 *
 * @throws ModelInputError for counts that cannot be, such as more failures than installations
 * @public
 */
export function deploymentTables(
  tables: ScoreTables['deployment'],
  history: Partial<Record<UpdateChannel, DeploymentHistory>>,
): ScoreTables['deployment'] {
  const learned = {
    ...tables,
    channel: { ...tables.channel },
    windowUse: { ...tables.windowUse },
    failure: { ...tables.failure },
  };
  for (const [channel, seen] of Object.entries(history) as [
    UpdateChannel,
    DeploymentHistory,
  ][]) {
    const pool = (
      table: Record<UpdateChannel, TableEntry>,
      counts: { events: number; trials: number },
    ) => {
      const { events, trials } = counts;
      const value = pooledChance({
        chance: table[channel].value,
        weight: DELIVERED_WEIGHT,
        events,
        trials,
      });
      if (trials > 0) {
        table[channel] = {
          ...table[channel],
          value,
          source: `Own history: ${events} of ${trials}, beside ${table[channel].value} that counts for ${DELIVERED_WEIGHT}.`,
        };
      }
    };
    pool(learned.channel, { events: seen.weeksUsed, trials: seen.weeks });
    pool(learned.windowUse, { events: seen.windowsUsed, trials: seen.windows });
    pool(learned.failure, {
      events: seen.failures,
      trials: seen.installations,
    });
  }
  return learned;
}
