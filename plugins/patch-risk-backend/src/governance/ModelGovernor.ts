import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import type {
  ModelStatus,
  ModelVersion,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  addChallenger,
  MODEL_VERSION,
  rollBackModel,
  shippedExploitModel,
  shippedModels,
  trainingAge,
  type ExploitHazardModel,
  type ModelHistory,
  type RetrainedExploit,
} from '@patch-risk/model';
import { DateTime } from 'luxon';
import type { Clock } from '../clock/Clock';
import type { FeedStore } from '../database/FeedStore';
import type { ModelStore, ModelVersionRecord } from '../database/ModelStore';
import type { OutcomeEventStore } from '../database/OutcomeEventStore';
import type { TrainingFactStore } from '../database/TrainingFactStore';
import { kevKnownUntil } from './kevKnownUntil';
import { ownVersion } from './ownVersion';
import type { RetrainInput } from './retrainTask';

const FAMILY = 'exploit';

/** Where models are trained: the worker pool. */
export interface TrainingWorkers {
  run(
    name: 'retrain-exploit',
    input: RetrainInput,
    options: { signal?: AbortSignal },
  ): Promise<RetrainedExploit>;
}

/**
 * Decides which exploit model is in use: the shipped one, or one that was
 * trained again on the feeds of this installation and did better on the newest
 * of them. Each decision is an outcome event, after which devices are assessed
 * again.
 */
export class ModelGovernor {
  readonly #options: Parameters<typeof ModelGovernor.create>[0];
  readonly #logger: LoggerService;

  static create(options: {
    clock: Clock;
    facts: TrainingFactStore;
    feeds: FeedStore;
    logger: LoggerService;
    models: ModelStore;
    outcomes: OutcomeEventStore;
    workers: TrainingWorkers;
  }): ModelGovernor {
    return new ModelGovernor(options);
  }

  private constructor(options: Parameters<typeof ModelGovernor.create>[0]) {
    this.#options = options;
    this.#logger = options.logger.child({ service: 'models' });
  }

  /** The version in use, and its model where it is not the shipped one. */
  async live(): Promise<{
    version: string;
    exploitModel?: ExploitHazardModel;
  }> {
    await this.#recordShipped();
    const live = await this.#options.models.live(FAMILY);
    return {
      version: live?.version ?? MODEL_VERSION,
      exploitModel: live?.model as ExploitHazardModel | undefined,
    };
  }

  /** Every version of the exploit model, the newest first. */
  async list(): Promise<ModelVersion[]> {
    await this.#recordShipped();
    const records = await this.#options.models.list(FAMILY);
    return records.reverse().map(toVersion);
  }

  /** The models in use, with the age of what they were trained on; `version` names them all together. */
  async status(): Promise<{ version: string; models: ModelStatus[] }> {
    const asOf = this.#now().toISOString().slice(0, 10);
    const live = (await this.list()).find(({ state }) => state === 'live');
    const models = shippedModels.map(shipped => {
      const { id, name } = shipped;
      const inUse = id === FAMILY && live && !live.isShipped ? live : shipped;
      const { version, newestTrainingDay } = inUse;
      return {
        id,
        name,
        version: ownVersion(version),
        newestTrainingDay,
        ...trainingAge({ newestTrainingDay, asOf }),
      };
    });
    return { version: live?.version ?? MODEL_VERSION, models };
  }

  /**
   * Trains a model on what the feeds say today and lets it take the place of
   * the live one where it does better.
   */
  async retrain(options: { signal?: AbortSignal }): Promise<void> {
    const { facts, feeds, models, outcomes, workers } = this.#options;
    const now = this.#now();
    const asOf = await kevKnownUntil(feeds, now);
    if (asOf === undefined) {
      this.#logger.info('No model is trained before KEV was read');
      return;
    }
    const champion = await this.live();
    const version = `${MODEL_VERSION}+retrained-${DateTime.fromJSDate(now, {
      zone: 'utc',
    }).toFormat("yyyyLLdd'T'HHmmss")}`;
    const retrained = await workers.run(
      'retrain-exploit',
      {
        facts: await facts.exploitFacts(options),
        champion: champion.exploitModel,
        version,
        asOf,
      },
      options,
    );
    if (!retrained.challenger) {
      this.#logger.info('No model was trained', { reason: retrained.reason });
      return;
    }
    const { challenger, verdict, newestTrainingDay } = retrained;
    const at = now.toISOString();
    await models.change({
      family: FAMILY,
      at,
      added: { figures: verdict, model: challenger },
      change: before => {
        const history = toHistory(before);
        if (history.live !== champion.version) {
          throw new ConflictError(
            `The model was judged against ${champion.version}, but ${history.live} is live by now; the next retraining judges it again`,
          );
        }
        return addChallenger(history, { version, newestTrainingDay, verdict })
          .entries;
      },
      also: transaction =>
        outcomes.append(
          transaction,
          [
            {
              type: verdict.promote ? 'model-promoted' : 'model-rejected',
              subject: version,
              payload: { reason: verdict.reason, champion: champion.version },
            },
          ],
          at,
        ),
    });
    this.#logger.info(
      verdict.promote ? 'A new model is live' : 'The live model stays',
      { version, reason: verdict.reason },
    );
  }

  /**
   * Takes the live model back and puts the one before it in use again.
   *
   * @throws InputError when the reason is empty; ConflictError when there is no earlier one
   */
  async rollBack(options: { reason: string }): Promise<ModelVersion> {
    const reason = options.reason.trim();
    if (reason === '' || reason.length > 500) {
      throw new InputError(
        `reason has ${reason.length} characters; say in 1 to 500 why the model is taken back`,
      );
    }
    const { models, outcomes } = this.#options;
    await this.#recordShipped();
    const at = this.#now().toISOString();
    let taken = '';
    await models.change({
      family: FAMILY,
      at,
      change: before => {
        const history = toHistory(before);
        taken = history.live;
        if (!before.some(({ state }) => state === 'replaced')) {
          throw new ConflictError(
            `No model was live before ${taken}; there is nothing to go back to`,
          );
        }
        return rollBackModel(history, reason).entries;
      },
      also: transaction =>
        outcomes.append(
          transaction,
          [{ type: 'model-rolled-back', subject: taken, payload: { reason } }],
          at,
        ),
    });
    const live = (await this.list()).find(({ state }) => state === 'live');
    if (!live) {
      throw new ConflictError('No model is live');
    }
    return live;
  }

  #now(): Date {
    return this.#options.clock.now();
  }

  /**
   * A release brings a model that was tested with it, so it is live from its
   * first start on, until a retrained one does better.
   */
  async #recordShipped(): Promise<void> {
    const { models } = this.#options;
    const known = await models.list(FAMILY);
    if (known.some(({ version }) => version === MODEL_VERSION)) {
      return;
    }
    await models.change({
      family: FAMILY,
      at: this.#now().toISOString(),
      change: before =>
        before.some(({ version }) => version === MODEL_VERSION)
          ? before
          : [
              ...before.map(each =>
                each.state === 'live'
                  ? { ...each, state: 'replaced' as const }
                  : each,
              ),
              {
                version: MODEL_VERSION,
                state: 'live' as const,
                newestTrainingDay: shippedExploitModel.card.trainingWindow.to,
                reason: 'shipped with this release',
              },
            ],
    });
  }
}

function toHistory(entries: readonly ModelVersionRecord[]): ModelHistory {
  const live = entries.find(({ state }) => state === 'live');
  return { live: live?.version ?? MODEL_VERSION, entries };
}

function toVersion(record: ModelVersionRecord): ModelVersion {
  const { version, state, newestTrainingDay, reason, decidedAt } = record;
  return {
    family: FAMILY,
    version,
    state,
    newestTrainingDay,
    reason,
    decidedAt,
    isShipped: version === MODEL_VERSION,
  };
}
