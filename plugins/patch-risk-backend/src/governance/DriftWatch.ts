import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ModelDrift as ModelDriftView } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  shippedModels,
  type ModelDrift,
  type ShippedModel,
} from '@patch-risk/model';
import type { Clock } from '../clock/Clock';
import type { DriftFactStore } from '../database/DriftFactStore';
import type { FeedStore } from '../database/FeedStore';
import type {
  ModelDriftRecord,
  ModelDriftStore,
} from '../database/ModelDriftStore';
import type { OutcomeEventStore } from '../database/OutcomeEventStore';
import type { TrainingFactStore } from '../database/TrainingFactStore';
import { createDriftMetrics } from './driftMetrics';
import type { DriftInput } from './driftTask';
import { kevKnownUntil } from './kevKnownUntil';
import { ownVersion } from './ownVersion';
import type { ModelGovernor } from './ModelGovernor';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Horizon of the fix forecasts that are looked back at. */
const FIX_HORIZON_DAYS = 91;
const MOST_INPUTS = 10;

/** Where models are compared: the worker pool. */
export interface DriftWorkers {
  run(
    name: 'measure-drift',
    input: DriftInput,
    options: { signal?: AbortSignal },
  ): Promise<Record<ShippedModel['id'], ModelDrift>>;
}

/**
 * Compares the models in use with their training: do the inputs of today's assessments look like those that they
 * learned from, and does as much come as they forecast? A change of state is an outcome event.
 */
export class DriftWatch {
  readonly #options: Parameters<typeof DriftWatch.create>[0];
  readonly #logger: LoggerService;
  readonly #record = createDriftMetrics();

  static create(options: {
    clock: Clock;
    driftFacts: DriftFactStore;
    drifts: ModelDriftStore;
    facts: TrainingFactStore;
    feeds: FeedStore;
    logger: LoggerService;
    models: Pick<ModelGovernor, 'live'>;
    outcomes: OutcomeEventStore;
    workers: DriftWorkers;
  }): DriftWatch {
    return new DriftWatch(options);
  }

  private constructor(options: Parameters<typeof DriftWatch.create>[0]) {
    this.#options = options;
    this.#logger = options.logger.child({ service: 'drift' });
  }

  /** What the last comparison gave, by model. */
  async list(): Promise<ModelDriftView[]> {
    return (await this.#options.drifts.list()).map(toView);
  }

  /** Compares every model in use with its training. */
  async measure(options: { signal?: AbortSignal }): Promise<void> {
    const { clock, driftFacts, drifts, facts, feeds, models, workers } =
      this.#options;
    const now = clock.now();
    const earlier = new Date(now.getTime() - FIX_HORIZON_DAYS * DAY_MS);
    const asOf = now.toISOString().slice(0, 10);
    const knownUntil = await kevKnownUntil(feeds, now);
    const live = await models.live();
    const measured = await workers.run(
      'measure-drift',
      {
        present: await driftFacts.present(options),
        earlier: await driftFacts.earlier(earlier.toISOString(), options),
        earlierOn: earlier.toISOString().slice(0, 10),
        published:
          knownUntil === undefined ? [] : await facts.exploitFacts(options),
        knownUntil: knownUntil ?? asOf,
        asOf,
        exploitModel: live.exploitModel,
        fixModel: live.fixModel,
      },
      options,
    );
    const at = now.toISOString();
    await drifts.save({
      drifts: shippedModels.map(({ id, version }) => ({
        model: id,
        version: ownVersion(
          (id === 'exploit' && live.exploitModel?.version) ||
            (id === 'fix-ot' && live.fixModel?.version) ||
            version,
        ),
        drift: measured[id],
      })),
      at,
      also: (transaction, changed) =>
        this.#options.outcomes.append(
          transaction,
          changed.map(({ after, before }) => ({
            type: 'model-drift-changed',
            subject: after.model,
            payload: {
              version: after.version,
              state: after.drift.state,
              previous: before?.drift.state,
              reason: after.drift.reason,
            },
          })),
          at,
        ),
    });
    for (const record of await drifts.list()) {
      this.#record(record);
      const { model, drift } = record;
      this.#logger.info('A model was compared with its training', {
        model,
        state: drift.state,
        reason: drift.reason,
      });
    }
  }
}

function toView(record: ModelDriftRecord): ModelDriftView {
  const { drift, ...rest } = record;
  const { state, reason, inputs, calibration } = drift;
  const moved = (inputs?.features ?? []).filter(
    ({ level }) => level !== 'steady',
  );
  return {
    ...rest,
    state,
    reason,
    inputRows: inputs?.rows,
    inputCount: inputs?.features.length,
    movedCount: moved.length,
    movedInputs: moved
      .slice(0, MOST_INPUTS)
      .map(({ name, stabilityIndex, level }) => ({
        name,
        stabilityIndex,
        level: level === 'large' ? ('large' as const) : ('moderate' as const),
      })),
    calibration: calibration && {
      rows: calibration.rows,
      expected: calibration.expected,
      observed: calibration.observed,
      ratio: calibration.ratio?.value,
      ratioLow: calibration.ratio?.low,
      ratioHigh: calibration.ratio?.high,
      from: calibration.from,
      until: calibration.until,
      verdict: calibration.verdict,
    },
  };
}
