import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  ModelStatus,
  ModelVersion,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  MODEL_VERSION,
  shippedExploitModel,
  shippedModels,
  shippedOtFixModel,
  trainingAge,
  type ExploitHazardModel,
  type OtFixModel,
  type RetrainedExploit,
} from '@patch-risk/model';
import type { Clock } from '../clock/Clock';
import type { FeedStore } from '../database/FeedStore';
import type { ModelStore } from '../database/ModelStore';
import type { ModelTryStore } from '../database/ModelTryStore';
import type { OutcomeEventStore } from '../database/OutcomeEventStore';
import type { TrainingFactStore } from '../database/TrainingFactStore';
import { kevKnownUntil } from './kevKnownUntil';
import { type ModelFamily, ModelLine } from './ModelLine';
import { ownVersion } from './ownVersion';
import { retrainedVersion } from './retrainedVersion';
import type { RetrainInput } from './retrainTask';

/** Where models are trained: the worker pool. */
export interface TrainingWorkers {
  run(
    name: 'retrain-exploit',
    input: RetrainInput,
    options: { signal?: AbortSignal },
  ): Promise<RetrainedExploit>;
}

/**
 * Decides which models are in use: the shipped ones, or some that were trained
 * again on the feeds of this installation and did better on the newest of
 * them. After each decision devices are assessed again.
 */
export class ModelGovernor {
  readonly #options: Parameters<typeof ModelGovernor.create>[0];
  readonly #logger: LoggerService;
  readonly #exploit: ModelLine<ExploitHazardModel>;
  readonly #fix: ModelLine<OtFixModel>;

  static create(options: {
    clock: Clock;
    facts: TrainingFactStore;
    feeds: FeedStore;
    logger: LoggerService;
    models: ModelStore;
    outcomes: OutcomeEventStore;
    tries: ModelTryStore;
    workers: TrainingWorkers;
  }): ModelGovernor {
    return new ModelGovernor(options);
  }

  private constructor(options: Parameters<typeof ModelGovernor.create>[0]) {
    this.#options = options;
    this.#logger = options.logger.child({ service: 'models' });
    this.#exploit = ModelLine.create({
      ...options,
      family: 'exploit',
      shipped: {
        version: MODEL_VERSION,
        newestTrainingDay: shippedExploitModel.card.trainingWindow.to,
      },
    });
    this.#fix = ModelLine.create({
      ...options,
      family: 'fix-ot',
      shipped: {
        version: `fix-ot-${shippedOtFixModel.version}`,
        newestTrainingDay: shippedOtFixModel.advisories.trainedUntil,
      },
    });
  }

  /** The versions of the fix model of OT advisories. */
  get fixLine(): ModelLine<OtFixModel> {
    return this.#fix;
  }

  /** The version in use, which names all models, and those that are not shipped. */
  async live(): Promise<{
    version: string;
    exploitModel?: ExploitHazardModel;
    fixModel?: OtFixModel;
  }> {
    const exploit = await this.#exploit.live();
    const fix = await this.#fix.live();
    return {
      version: fix.model
        ? `${exploit.version}+fix-ot-${ownVersion(fix.version)}`
        : exploit.version,
      exploitModel: exploit.model,
      fixModel: fix.model,
    };
  }

  /** Every version of the models that are trained again, the newest first of each. */
  async list(): Promise<ModelVersion[]> {
    return [...(await this.#exploit.list()), ...(await this.#fix.list())];
  }

  /** The models in use, with the age of what they were trained on; `version` names them all together. */
  async status(): Promise<{ version: string; models: ModelStatus[] }> {
    const asOf = this.#now().toISOString().slice(0, 10);
    const live = (await this.list()).filter(({ state }) => state === 'live');
    const tries = await this.#options.tries.list();
    const models = shippedModels.map(shipped => {
      const { id, name } = shipped;
      const own = live.find(({ family }) => family === id);
      const inUse = own && !own.isShipped ? own : shipped;
      const { version, newestTrainingDay } = inUse;
      return {
        id,
        name,
        version: ownVersion(version),
        newestTrainingDay,
        ...trainingAge({ newestTrainingDay, asOf }),
        lastTry: tries.get(id),
      };
    });
    return { version: (await this.live()).version, models };
  }

  /**
   * Trains an exploit model on what the feeds say today and lets it take the
   * place of the live one where it does better.
   */
  async retrain(options: { signal?: AbortSignal }): Promise<void> {
    const { facts, feeds, tries, workers } = this.#options;
    const now = this.#now();
    const at = now.toISOString();
    const asOf = await kevKnownUntil(feeds, now);
    if (asOf === undefined) {
      this.#logger.info('No model is trained before KEV was read');
      return;
    }
    const champion = await this.#exploit.live();
    const version = retrainedVersion(MODEL_VERSION, now);
    const retrained = await workers.run(
      'retrain-exploit',
      {
        facts: await facts.exploitFacts(options),
        champion: champion.model,
        version,
        asOf,
      },
      options,
    );
    if (!retrained.challenger) {
      const { reason } = retrained;
      await tries.save('exploit', { at, outcome: 'refused', reason });
      this.#logger.info('No model was trained', { reason });
      return;
    }
    const { challenger, verdict, newestTrainingDay } = retrained;
    await this.#exploit.decide({
      champion: champion.version,
      version,
      model: challenger,
      newestTrainingDay,
      verdict,
      figures: verdict,
    });
    const { promote, reason } = verdict;
    await tries.save('exploit', {
      at,
      outcome: promote ? 'promoted' : 'rejected',
      reason,
    });
    this.#logger.info(
      promote ? 'A new model is live' : 'The live model stays',
      { version, reason },
    );
  }

  /**
   * Takes the live model back and puts the one before it in use again.
   *
   * @throws InputError when the reason is empty; ConflictError when there is no earlier one
   */
  async rollBack(options: {
    reason: string;
    family?: ModelFamily;
  }): Promise<ModelVersion> {
    const reason = options.reason.trim();
    if (reason === '' || reason.length > 500) {
      throw new InputError(
        `reason has ${reason.length} characters; say in 1 to 500 why the model is taken back`,
      );
    }
    const line = options.family === 'fix-ot' ? this.#fix : this.#exploit;
    return line.rollBack(reason);
  }

  #now(): Date {
    return this.#options.clock.now();
  }
}
