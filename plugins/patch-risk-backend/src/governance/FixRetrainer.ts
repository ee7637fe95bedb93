import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RetrainedOtFix } from '@patch-risk/model';
import type { Clock } from '../clock/Clock';
import type { FixFactStore } from '../database/FixFactStore';
import type { FixHistoryStore } from '../database/FixHistoryStore';
import type { ModelTryStore } from '../database/ModelTryStore';
import type { ModelGovernor } from './ModelGovernor';
import { retrainedVersion } from './retrainedVersion';
import type { RetrainFixInput } from './retrainFixTask';

/** Where models are trained: the worker pool. */
export interface FixTrainingWorkers {
  run(
    name: 'retrain-fix-ot',
    input: RetrainFixInput,
    options: { signal?: AbortSignal },
  ): Promise<RetrainedOtFix>;
}

/** Trains the fix model of OT advisories on the CSAF documents of this installation, through the same gate as the exploit model. */
export class FixRetrainer {
  readonly #options: Parameters<typeof FixRetrainer.create>[0];
  readonly #logger: LoggerService;

  static create(options: {
    clock: Clock;
    fixFacts: FixFactStore;
    fixHistory: FixHistoryStore;
    logger: LoggerService;
    governor: ModelGovernor;
    tries: ModelTryStore;
    workers: FixTrainingWorkers;
  }): FixRetrainer {
    return new FixRetrainer(options);
  }

  private constructor(options: Parameters<typeof FixRetrainer.create>[0]) {
    this.#options = options;
    this.#logger = options.logger.child({ service: 'models' });
  }

  /** Trains both parts and lets those that do better take the place of the live ones. */
  async retrain(options: { signal?: AbortSignal }): Promise<void> {
    const { clock, fixFacts, fixHistory, governor, tries, workers } =
      this.#options;
    const now = clock.now();
    const asOf = now.toISOString().slice(0, 10);
    const champion = await governor.fixLine.live();
    const version = retrainedVersion(champion.version.split('+')[0], now);
    const retrained = await workers.run(
      'retrain-fix-ot',
      {
        cases: await fixFacts.cases(asOf, options),
        watches: await fixHistory.watches(asOf),
        champion: champion.model,
        version,
        asOf,
      },
      options,
    );
    const { challenger, promote, reason, parts, newestTrainingDay } = retrained;
    if (challenger) {
      await governor.fixLine.decide({
        champion: champion.version,
        version,
        model: challenger,
        newestTrainingDay,
        verdict: { promote, reason },
        figures: parts,
      });
    }
    const tried = promote ? 'promoted' : 'rejected';
    await tries.save('fix-ot', {
      at: now.toISOString(),
      outcome: challenger ? tried : 'refused',
      reason,
    });
    this.#logger.info(
      promote
        ? 'A new model of fixes is live'
        : 'The live model of fixes stays',
      { version, reason },
    );
  }
}
