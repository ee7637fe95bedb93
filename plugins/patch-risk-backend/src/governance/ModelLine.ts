import { ConflictError } from '@backstage/errors';
import type { ModelVersion } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  addChallenger,
  rollBackModel,
  type ModelHistory,
} from '@patch-risk/model';
import type { Clock } from '../clock/Clock';
import type { ModelStore, ModelVersionRecord } from '../database/ModelStore';
import type { OutcomeEventStore } from '../database/OutcomeEventStore';

/** The models that are trained again. */
export type ModelFamily = 'exploit' | 'fix-ot';

/** The versions of one model: the shipped one, and those that were trained again. Each decision is an outcome event. */
export class ModelLine<TModel> {
  readonly #options: Parameters<typeof ModelLine.create>[0];

  static create<TModel>(options: {
    family: ModelFamily;
    shipped: { version: string; newestTrainingDay: string };
    clock: Clock;
    models: ModelStore;
    outcomes: OutcomeEventStore;
  }): ModelLine<TModel> {
    return new ModelLine<TModel>(options);
  }

  private constructor(options: Parameters<typeof ModelLine.create>[0]) {
    this.#options = options;
  }

  /** The version in use, and its model where it is not the shipped one. */
  async live(): Promise<{ version: string; model?: TModel }> {
    const { family, models, shipped } = this.#options;
    await this.#recordShipped();
    const live = await models.live(family);
    return {
      version: live?.version ?? shipped.version,
      model: live?.model as TModel | undefined,
    };
  }

  /** Every version, the newest first. */
  async list(): Promise<ModelVersion[]> {
    const { family, models } = this.#options;
    await this.#recordShipped();
    const records = await models.list(family);
    return records.reverse().map(record => this.#toVersion(record));
  }

  /**
   * Lets a judged model go live where it won, and keeps it as rejected else.
   *
   * @throws ConflictError where the live model is no longer the one that it was judged against
   */
  async decide(options: {
    champion: string;
    version: string;
    model: TModel;
    newestTrainingDay: string;
    verdict: { promote: boolean; reason: string };
    /** What was measured. */
    figures: unknown;
  }): Promise<void> {
    const { champion, version, model, newestTrainingDay, verdict } = options;
    const { family, models, outcomes } = this.#options;
    const at = this.#at();
    await models.change({
      family,
      at,
      added: { figures: options.figures, model },
      change: before => {
        const history = this.#toHistory(before);
        if (history.live !== champion) {
          throw new ConflictError(
            `The model was judged against ${champion}, but ${history.live} is live by now; the next retraining judges it again`,
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
              payload: { reason: verdict.reason, champion },
            },
          ],
          at,
        ),
    });
  }

  /** Takes the live model back. @throws ConflictError when there is no earlier one */
  async rollBack(reason: string): Promise<ModelVersion> {
    const { family, models, outcomes } = this.#options;
    await this.#recordShipped();
    const at = this.#at();
    let taken = '';
    await models.change({
      family,
      at,
      change: before => {
        const history = this.#toHistory(before);
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

  #at(): string {
    return this.#options.clock.now().toISOString();
  }

  /**
   * A release brings a model that was tested with it, so it is live from its
   * first start on, until a retrained one does better.
   */
  async #recordShipped(): Promise<void> {
    const { family, models, shipped } = this.#options;
    const isKnown = (entries: readonly ModelVersionRecord[]) =>
      entries.some(({ version }) => version === shipped.version);
    if (isKnown(await models.list(family))) {
      return;
    }
    await models.change({
      family,
      at: this.#at(),
      change: before =>
        isKnown(before)
          ? before
          : [
              ...before.map(each =>
                each.state === 'live'
                  ? { ...each, state: 'replaced' as const }
                  : each,
              ),
              {
                ...shipped,
                state: 'live' as const,
                reason: 'shipped with this release',
              },
            ],
    });
  }

  #toHistory(entries: readonly ModelVersionRecord[]): ModelHistory {
    const live = entries.find(({ state }) => state === 'live');
    return { live: live?.version ?? this.#options.shipped.version, entries };
  }

  #toVersion(record: ModelVersionRecord): ModelVersion {
    const { version, state, newestTrainingDay, reason, decidedAt } = record;
    const { family, shipped } = this.#options;
    return {
      family,
      version,
      state,
      newestTrainingDay,
      reason,
      decidedAt,
      isShipped: version === shipped.version,
    };
  }
}
