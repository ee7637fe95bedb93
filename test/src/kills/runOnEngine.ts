import createDatabase from 'knex';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { BackendDatabase } from '../harness/writeBackendConfig';
import { KillRun, type KillRunResult } from './KillRun';
import { openEventTarget } from './openEventTarget';
import { Organisation } from './Organisation';
import type { DayOfKills } from './planKills';

/** How long a ticket stays out of the stand-in's search; half of what the product is told. */
const SEARCH_LAG_MS = 500;

export type Engine = 'sqlite' | 'postgres';

/** Drops what a run made in the PostgreSQL server. */
async function dropDatabases(url: string, prefix: string): Promise<void> {
  const database = createDatabase({ client: 'pg', connection: url });
  try {
    const { rows } = await database.raw(
      'SELECT datname FROM pg_database WHERE datname LIKE ?',
      [`${prefix}%`],
    );
    for (const { datname } of rows) {
      await database.raw('DROP DATABASE ?? WITH (FORCE)', [datname]);
    }
  } finally {
    await database.destroy();
  }
}

/**
 * One run on one engine, in databases of its own; PostgreSQL is the server that the environment names.
 *
 * @param options - `plan` is empty for an undisturbed run; `blindSearch` keeps each ticket out of search for an hour, as if
 * nobody looked it up; `report` takes a line of progress
 */
export async function runOnEngine(options: {
  name: string;
  engine: Engine;
  organisation: Organisation;
  plan: DayOfKills[];
  usual?: KillRunResult['usual'];
  folder: string;
  elasticsearch: boolean;
  blindSearch?: boolean;
  report: (line: string) => void;
}): Promise<KillRunResult> {
  const { engine, name, plan, usual, organisation, report } = options;
  const folder = join(options.folder, `${engine}-${name}`);
  const prefix = `patch_risk_kills_${randomBytes(4).toString('hex')}_`;
  const url =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING ?? '';
  const database: BackendDatabase =
    engine === 'postgres'
      ? { client: 'pg', url, prefix }
      : { client: 'better-sqlite3' };
  const events = await openEventTarget({
    file: join(folder, 'events.ndjson'),
    elasticsearch: options.elasticsearch,
  });
  try {
    return await KillRun.run({
      name: `${engine}, ${name}`,
      folder,
      organisation,
      database,
      events,
      plan,
      usual,
      searchLagMs: options.blindSearch ? 3_600_000 : SEARCH_LAG_MS,
      report,
    });
  } finally {
    await events.close();
    if (engine === 'postgres') {
      await dropDatabases(url, prefix);
    }
  }
}
