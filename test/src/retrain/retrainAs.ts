import { FeedStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/FeedStore';
import { ModelStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/ModelStore';
import { ModelTryStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/ModelTryStore';
import { OutcomeEventStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/OutcomeEventStore';
import { TrainingFactStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/TrainingFactStore';
import { ModelGovernor } from '@patch-risk/backstage-plugin-patch-risk-backend/src/governance/ModelGovernor';
import type { HostPace } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/HostPace';
import type { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import type { ModelVersion } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ChallengerVerdict, ExploitHazardModel } from '@patch-risk/model';
import type { Knex } from 'knex';
import { quietLogger } from '../bench/quietLogger';

/** What became of one retraining. */
export interface Retraining {
  /** Absent where no model was trained, or it could not be judged. */
  tried?: ModelVersion;
  verdict?: ChallengerVerdict;
}

/**
 * Runs the task `retrain-models` once.
 *
 * @param options - `champion`: the live model; the shipped one where it is absent
 */
export async function retrainAs(options: {
  database: Knex;
  champion?: ExploitHazardModel;
  now: Date;
  pace: HostPace;
  workers: WorkerPool;
}): Promise<Retraining> {
  const { database, champion, now, pace, workers } = options;
  await database('models').delete();
  const models = ModelStore.create({ database });
  const governor = ModelGovernor.create({
    clock: { now: () => now, pinned: true },
    facts: TrainingFactStore.create({ database, pace }),
    feeds: FeedStore.create({ database }),
    logger: quietLogger,
    models,
    outcomes: OutcomeEventStore.create({ database }),
    tries: ModelTryStore.create({ database }),
    workers,
  });
  if (champion) {
    await governor.live();
    await database('models')
      .where({ family: 'exploit' })
      .update({ state: 'replaced' });
    await database('models').insert({
      family: 'exploit',
      version: champion.version,
      state: 'live',
      newest_training_day: champion.card.trainingWindow.to,
      reason: 'live when the acceptance begins',
      model: JSON.stringify(champion),
      decided_at: now.toISOString(),
    });
  }
  await governor.retrain({});
  const [tried] = (await governor.list()).filter(({ version }) =>
    version.includes('+retrained-'),
  );
  const row = await database('models')
    .where({ version: tried?.version ?? '' })
    .first('figures');
  return { tried, verdict: row?.figures && JSON.parse(row.figures) };
}
