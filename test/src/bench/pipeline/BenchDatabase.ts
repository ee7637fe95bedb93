import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  resolvePackagePath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import { ConfigReader } from '@backstage/config';
import createKnex, { type Knex } from 'knex';
import { writtenByProcess } from './writtenByProcess';

/** Engines that a benchmark runs on. */
export type BenchEngine = 'sqlite' | 'postgres';

/** What was written since the counting began. */
export interface Writes {
  rows: number;
  /** Bytes of the write-ahead log on PostgreSQL; bytes of database and journal given to the file system on SQLite. */
  logBytes: number;
  /** By how much the database grew. */
  storedBytes: number;
}

// Backstage's database service would warn that its keepalive fails once a database is closed.
const silentLogger: LoggerService = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};

/** The product's database, opened as Backstage opens it for the plugin, that counts what is written. */
export class BenchDatabase {
  readonly engine: BenchEngine;
  readonly knex: Knex;
  readonly #postgresUrl: string | undefined;
  #rows = 0;

  /** @param options - `folder` holds the file of SQLite; `postgresUrl` names the server of PostgreSQL */
  static async open(options: {
    engine: BenchEngine;
    folder: string;
    postgresUrl?: string;
  }): Promise<BenchDatabase> {
    const { engine, folder, postgresUrl } = options;
    const config = new ConfigReader({
      backend: {
        database:
          engine === 'postgres'
            ? {
                client: 'pg',
                connection: postgresUrl,
                prefix: `bench_${randomBytes(4).toString('hex')}_`,
              }
            : {
                client: 'better-sqlite3',
                connection: {
                  directory: join(folder, randomBytes(4).toString('hex')),
                },
              },
      },
    });
    const knex = await DatabaseManager.fromConfig(config)
      .forPlugin('patch-risk', {
        logger: silentLogger,
        lifecycle: {
          addStartupHook: () => undefined,
          addShutdownHook: () => undefined,
        },
      })
      .getClient();
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@patch-risk/backstage-plugin-patch-risk-backend',
        'migrations',
      ),
    });
    return new BenchDatabase({ engine, knex, postgresUrl });
  }

  private constructor(options: {
    engine: BenchEngine;
    knex: Knex;
    postgresUrl?: string;
  }) {
    const { engine, knex, postgresUrl } = options;
    this.engine = engine;
    this.knex = knex;
    this.#postgresUrl = postgresUrl;
    knex.on(
      'query-response',
      (
        _response: unknown,
        query: {
          context?: { changes?: number };
          response?: { command?: string; rowCount?: number };
        },
      ) => {
        const { context, response } = query;
        if (context?.changes !== undefined) {
          this.#rows += context.changes;
        } else if (
          ['INSERT', 'UPDATE', 'DELETE'].includes(response?.command ?? '')
        ) {
          this.#rows += response?.rowCount ?? 0;
        }
      },
    );
  }

  /** Counts what is written while something is done. */
  async countWrites(work: () => Promise<void>): Promise<Writes> {
    const before = { rows: this.#rows, ...(await this.#bytes()) };
    await work();
    const after = { rows: this.#rows, ...(await this.#bytes()) };
    return {
      rows: after.rows - before.rows,
      logBytes: after.logBytes - before.logBytes,
      storedBytes: after.storedBytes - before.storedBytes,
    };
  }

  /** Takes away all assessments, as if none had been made. */
  async forgetAssessments(): Promise<void> {
    for (const table of [
      'assessments',
      'assessment_groups',
      'assessment_history',
      'curves',
      'explanations',
      'outcome_events',
      'outbox',
    ]) {
      if (this.engine === 'postgres') {
        await this.knex.raw('TRUNCATE ??', [table]);
      } else {
        await this.knex(table).delete();
      }
    }
    await this.knex.raw(this.engine === 'postgres' ? 'CHECKPOINT' : 'VACUUM');
  }

  /** Closes the database and, on PostgreSQL, drops it; the file of SQLite goes with its folder. */
  async close(): Promise<void> {
    if (this.engine === 'sqlite') {
      await this.knex.destroy();
      return;
    }
    const { rows } = await this.knex.raw('SELECT current_database() AS name');
    await this.knex.destroy();
    const server = createKnex({ client: 'pg', connection: this.#postgresUrl });
    await server.raw('DROP DATABASE ??', [rows[0].name]);
    await server.destroy();
  }

  async #bytes(): Promise<Omit<Writes, 'rows'>> {
    if (this.engine === 'postgres') {
      const { rows } = await this.knex.raw(
        `SELECT pg_current_wal_insert_lsn() - '0/0' AS log, pg_database_size(current_database()) AS stored`,
      );
      return {
        logBytes: Number(rows[0].log),
        storedBytes: Number(rows[0].stored),
      };
    }
    const [{ page_count: pages }] = await this.knex.raw('PRAGMA page_count');
    const [{ page_size: size }] = await this.knex.raw('PRAGMA page_size');
    return { logBytes: writtenByProcess(), storedBytes: pages * size };
  }
}
