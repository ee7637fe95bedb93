import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { OutcomeEventType } from './OutcomeEventStore';

/** Outcome events after which scores or tasks may be different. */
const causes: OutcomeEventType[] = [
  'device-seen',
  'device-gone',
  'finding-opened',
  'finding-changed',
  'finding-closed',
  'finding-suppressed',
  'finding-suppression-ended',
  'ticket-closed-by-person',
  'anomaly-opened',
  'anomaly-closed',
  'feed-refreshed',
  'model-promoted',
  'model-rolled-back',
  'reach-changed',
];

const KEPT_RUNS = 100;

interface RunRow {
  id: number | string;
  state: 'running' | 'done' | 'failed';
  stage: string;
  progress: number;
  started_at: string;
  finished_at: string | null;
  outcome_sequence: number | string;
  error: string | null;
}

/** Runs of the pipeline, shared by all replicas. */
export class PipelineRunStore {
  readonly #database: Knex;

  static create(options: { database: Knex }) {
    return new PipelineRunStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** Begins a run and returns its id. */
  async begin(startedAt: string): Promise<number> {
    const [row] = await this.#database('pipeline_runs')
      .insert({
        state: 'running',
        stage: 'inventory',
        started_at: startedAt,
        outcome_sequence: await this.#newestCause(),
      })
      .returning('id');
    return Number(row.id);
  }

  async report(id: number, stage: string, progress: number): Promise<void> {
    await this.#database('pipeline_runs')
      .where({ id })
      .update({ stage, progress });
  }

  async finish(
    id: number,
    end: { finishedAt: string; figures: object } | { error: string },
  ): Promise<void> {
    await this.#database('pipeline_runs')
      .where({ id })
      .update(
        'error' in end
          ? { state: 'failed', error: end.error }
          : {
              state: 'done',
              stage: 'done',
              progress: 1,
              finished_at: end.finishedAt,
              figures: JSON.stringify(end.figures),
              error: null,
            },
      );
    await this.#database('pipeline_runs')
      .where('id', '<=', id - KEPT_RUNS)
      .delete();
  }

  /** The instant at which the last whole run ended, and whether something happened since it began. */
  async lastDone(): Promise<
    { finishedAt: string; hasNewCauses: boolean } | undefined
  > {
    const row: RunRow | undefined = await this.#database('pipeline_runs')
      .where('state', 'done')
      .orderBy('id', 'desc')
      .first();
    if (!row?.finished_at) {
      return undefined;
    }
    const newest = await this.#newestCause();
    return {
      finishedAt: row.finished_at,
      hasNewCauses: newest > Number(row.outcome_sequence),
    };
  }

  /** What pages show of the pipeline. */
  async status(): Promise<NonNullable<Status['pipeline']>> {
    const [newest, done]: (RunRow | undefined)[] = await Promise.all([
      this.#database('pipeline_runs').orderBy('id', 'desc').first(),
      this.#database('pipeline_runs')
        .where('state', 'done')
        .orderBy('id', 'desc')
        .first(),
    ]);
    const states = { running: 'running', done: 'idle', failed: 'failed' };
    return {
      state: (newest ? states[newest.state] : 'idle') as 'idle',
      stage: newest?.state === 'running' ? newest.stage : undefined,
      progress: newest?.state === 'running' ? newest.progress : undefined,
      lastFinishedAt: done?.finished_at ?? undefined,
      error: newest?.state === 'failed' ? newest.error ?? undefined : undefined,
    };
  }

  async #newestCause(): Promise<number> {
    const [row] = await this.#database('outcome_events')
      .whereIn('type', causes)
      .max({ newest: 'sequence' });
    return Number(row.newest ?? 0);
  }
}
