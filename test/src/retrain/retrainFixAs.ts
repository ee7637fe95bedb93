import { FeedStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/FeedStore';
import { FixFactStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/FixFactStore';
import { FixHistoryStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/FixHistoryStore';
import { ModelStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/ModelStore';
import { ModelTryStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/ModelTryStore';
import { OutcomeEventStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/OutcomeEventStore';
import { TrainingFactStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/TrainingFactStore';
import { FixRetrainer } from '@patch-risk/backstage-plugin-patch-risk-backend/src/governance/FixRetrainer';
import { ModelGovernor } from '@patch-risk/backstage-plugin-patch-risk-backend/src/governance/ModelGovernor';
import type { HostPace } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/HostPace';
import type { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import type { OtFixModel, RetrainedOtFix } from '@patch-risk/model';
import type { Knex } from 'knex';
import { quietLogger } from '../bench/quietLogger';

/** What became of one retraining of the fixes of OT advisories. */
export interface FixRetraining {
  outcome: string;
  reason: string;
  newestTrainingDay?: string;
  parts?: RetrainedOtFix['parts'];
}

/**
 * Runs the second half of the task `retrain-models` once.
 *
 * @param options - `champion`: the live model; the shipped one where it is absent
 */
export async function retrainFixAs(options: {
  database: Knex;
  champion?: OtFixModel;
  now: Date;
  pace: HostPace;
  workers: WorkerPool;
}): Promise<FixRetraining> {
  const { database, champion, now, pace, workers } = options;
  await database('models').delete();
  const shared = {
    clock: { now: () => now, pinned: true },
    logger: quietLogger,
    tries: ModelTryStore.create({ database }),
    workers,
  };
  const governor = ModelGovernor.create({
    ...shared,
    facts: TrainingFactStore.create({ database, pace }),
    feeds: FeedStore.create({ database }),
    models: ModelStore.create({ database }),
    outcomes: OutcomeEventStore.create({ database }),
  });
  if (champion) {
    await governor.live();
    await database('models')
      .where({ family: 'fix-ot' })
      .update({ state: 'replaced' });
    await database('models').insert({
      family: 'fix-ot',
      version: champion.version,
      state: 'live',
      newest_training_day: champion.advisories.trainedUntil,
      reason: 'live when the acceptance begins',
      model: JSON.stringify(champion),
      decided_at: now.toISOString(),
    });
  }
  await FixRetrainer.create({
    ...shared,
    fixFacts: FixFactStore.create({ database, pace }),
    fixHistory: FixHistoryStore.create({ database, pace }),
    governor,
  }).retrain({});
  const tried = (await shared.tries.list()).get('fix-ot');
  const row = await database('models')
    .where('version', 'like', '%+retrained-%')
    .first('figures', 'newest_training_day');
  return {
    outcome: tried?.outcome ?? 'not run',
    reason: tried?.reason ?? '',
    newestTrainingDay: row?.newest_training_day,
    parts: row?.figures && JSON.parse(row.figures),
  };
}
