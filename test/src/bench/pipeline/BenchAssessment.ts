import { ConfigReader } from '@backstage/config';
import { Assessor } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/Assessor';
import type { AssessmentWorkers } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/Assessor';
import type { AssessInput } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/AssessInput';
import { assessTask } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/assessTask';
import { Outbox } from '@patch-risk/backstage-plugin-patch-risk-backend/src/delivery/Outbox';
import { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import type { Knex } from 'knex';
import { quietLogger } from '../quietLogger';

/** The real assessor with the real stores, outbox and worker pool, at an instant that the benchmark sets. */
export class BenchAssessment {
  readonly #assessor: Assessor;
  readonly #config: ConfigReader;
  readonly #database: Knex;
  readonly #workers: WorkerPool;
  #now: Date;

  /** @param options - `at` is an ISO instant; without `chunkFindings` or `mainThreadShare` the product's default holds */
  static create(options: {
    database: Knex;
    at: string;
    chunkFindings?: number;
    mainThreadShare?: number;
  }): BenchAssessment {
    return new BenchAssessment(options);
  }

  private constructor(options: Parameters<typeof BenchAssessment.create>[0]) {
    const { database, at, chunkFindings, mainThreadShare } = options;
    this.#now = new Date(at);
    this.#database = database;
    this.#config = new ConfigReader({
      patchRisk: {
        assessment: chunkFindings ? { chunkFindings } : {},
        workers: mainThreadShare ? { mainThreadShare } : {},
      },
    });
    this.#workers = WorkerPool.fromConfig(this.#config);
    this.#assessor = this.#assessorWith(this.#workers);
  }

  #assessorWith(workers: AssessmentWorkers): Assessor {
    const clock = { now: () => this.#now, pinned: true };
    return Assessor.create({
      config: this.#config,
      database: this.#database,
      clock,
      logger: quietLogger,
      workers,
      outbox: Outbox.create({
        clock,
        eventSinkIds: () => ['bench'],
        ticketSinkIds: () => [],
      }),
    });
  }

  /** What the worker threads are asked in a full assessment, which is made for that. */
  async inputs(): Promise<AssessInput[]> {
    const inputs: AssessInput[] = [];
    await this.#assessorWith({
      run: async (_name, input) => {
        inputs.push(input);
        return assessTask(input);
      },
    }).run({});
    return inputs;
  }

  /** Goes on to the next day, with the feeds' dates. */
  async nextDay(): Promise<void> {
    this.#now = new Date(this.#now.getTime() + 24 * 60 * 60 * 1000);
    const day = this.#now.toISOString().slice(0, 10);
    await this.#database('vulnerabilities').update({ epss_date: day });
    await this.#database('feed_states').update({ snapshot_date: day });
    await this.#database('devices').update({
      last_seen_at: this.#now.toISOString(),
    });
  }

  async run(): Promise<void> {
    await this.#assessor.run({});
  }

  async close(): Promise<void> {
    await this.#workers.close();
  }
}
