import type { Config } from '@backstage/config';
import { ConfigReader } from '@backstage/config';
import { FeedRefresher } from '@patch-risk/backstage-plugin-patch-risk-backend/src/feeds/FeedRefresher';
import { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import { seedOrganisation } from '../organisation/seedOrganisation';
import type { SeededOrganisation } from '../organisation/seedOrganisation';
import { BenchAssessment } from '../pipeline/BenchAssessment';
import { BenchDatabase } from '../pipeline/BenchDatabase';
import { secondsOf } from '../pipeline/secondsOf';
import { quietLogger } from '../quietLogger';

const AT = '2026-11-20T12:00:00.000Z';

/** The heavy work of the plugin on a database of the bench, with the plugin's own classes and settings. */
export class GuestWork {
  readonly #database: BenchDatabase;
  readonly #assessment: BenchAssessment;
  readonly #feeds: FeedRefresher;
  readonly #workers: WorkerPool;
  readonly #organisation: SeededOrganisation;

  /** @param config - root config with `bench` ({engine, folder, postgresUrl, findings, document, mainThreadShare}) */
  static async create(config: Config): Promise<GuestWork> {
    const bench = config.getConfig('bench');
    const engine = bench.getString('engine');
    const database = await BenchDatabase.open({
      engine: engine === 'postgres' ? 'postgres' : 'sqlite',
      folder: bench.getString('folder'),
      postgresUrl: bench.getOptionalString('postgresUrl'),
    });
    const organisation = await seedOrganisation({
      database: database.knex,
      findings: bench.getNumber('findings'),
      seed: 1,
      at: AT,
    });
    await database.knex.raw('ANALYZE');
    return new GuestWork({
      database,
      organisation,
      document: bench.getString('document'),
      mainThreadShare: bench.getOptionalNumber('mainThreadShare'),
    });
  }

  private constructor(options: {
    database: BenchDatabase;
    organisation: SeededOrganisation;
    document: string;
    mainThreadShare?: number;
  }) {
    const { database, organisation, document, mainThreadShare } = options;
    this.#database = database;
    this.#organisation = organisation;
    this.#assessment = BenchAssessment.create({
      database: database.knex,
      at: AT,
      mainThreadShare,
    });
    // As shipped, but for the two limits that keep a document of this size out.
    const config = new ConfigReader({
      patchRisk: {
        workers: {
          maxMemoryMb: 2048,
          ...(mainThreadShare ? { mainThreadShare } : {}),
        },
        feeds: {
          http: { maxBytes: 256 * 1024 * 1024 },
          csaf: [{ id: 'large', path: document }],
        },
      },
    });
    this.#workers = WorkerPool.fromConfig(config);
    this.#feeds = FeedRefresher.fromConfig({
      config,
      logger: quietLogger,
      database: database.knex,
      clock: { now: () => new Date(AT), pinned: true },
      workers: this.#workers,
    });
  }

  /** Forgets assessments and the document, so that all is to be done again. */
  async prepare(): Promise<SeededOrganisation> {
    const { knex } = this.#database;
    for (const table of ['advisory_products', 'advisories']) {
      await knex(table).delete();
    }
    await knex('vulnerabilities').where('cve', 'like', 'CVE-2019-9%').delete();
    await this.#database.forgetAssessments();
    return this.#organisation;
  }

  /** A full assessment; seconds. */
  assess(): Promise<number> {
    return secondsOf(() => this.#assessment.run());
  }

  /** Reads the large document; seconds. */
  async read(): Promise<number> {
    const seconds = await secondsOf(async () => {
      await this.#feeds.refresh('csaf-large', {
        signal: new AbortController().signal,
      });
    });
    const [row] = await this.#database
      .knex('advisory_products')
      .count({ count: '*' });
    if (Number(row.count) === 0) {
      throw new Error('The large document was not read');
    }
    return seconds;
  }

  async close(): Promise<void> {
    await this.#assessment.close();
    await this.#workers.close();
    await this.#database.close();
  }
}
