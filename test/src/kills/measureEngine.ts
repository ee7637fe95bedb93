import createDatabase from 'knex';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { SeededRandom } from '../bench/SeededRandom';
import type { BackendDatabase } from '../harness/writeBackendConfig';
import { compareOutcomes } from './compareOutcomes';
import { openEventTarget } from './openEventTarget';
import { KillRun, type KillRunResult } from './KillRun';
import { Organisation } from './Organisation';
import { planKills, type DayOfKills } from './planKills';
import { describeProblems } from './describeProblems';

/** How long a ticket stays out of the stand-in's search; half of what the product is told. */
const SEARCH_LAG_MS = 500;

export interface EngineFigures {
  /** One line of figures. */
  line: string;
  /** Empty when all is as it must be. */
  problems: string[];
  kills: KillRunResult['kills'];
  duplicates: number;
}

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
 * An undisturbed run and a run of kills on one engine, compared.
 *
 * @param options - `blindSearch` keeps each ticket out of search for an hour, as if nobody looked it up; `report` takes a
 * line of progress
 */
export async function measureEngine(options: {
  engine: 'sqlite' | 'postgres';
  kills: number;
  seed: number;
  folder: string;
  elasticsearch: boolean;
  blindSearch?: boolean;
  report: (line: string) => void;
}): Promise<EngineFigures> {
  const { engine, kills, folder, report } = options;
  const random = SeededRandom.create(options.seed);
  const days = kills < 20 ? 2 : 5;
  const organisation = Organisation.create({
    days,
    // A kill may cost as many tickets as calls were under way.
    tasksPerDay: Math.ceil((kills / 2 + 1) / days) * 3,
  });
  const plan = planKills({ kills, days, random });
  const run = async (
    name: string,
    part: { plan: DayOfKills[]; usual?: KillRunResult['usual'] },
  ): Promise<KillRunResult> => {
    const prefix = `patch_risk_kills_${randomBytes(4).toString('hex')}_`;
    const url =
      process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING ?? '';
    const database: BackendDatabase =
      engine === 'postgres'
        ? { client: 'pg', url, prefix }
        : { client: 'better-sqlite3' };
    const events = await openEventTarget({
      file: join(folder, name, 'events.ndjson'),
      elasticsearch: options.elasticsearch,
    });
    try {
      return await KillRun.run({
        name: `${engine}, ${name}`,
        folder: join(folder, name),
        organisation,
        database,
        events,
        searchLagMs: options.blindSearch ? 3_600_000 : SEARCH_LAG_MS,
        report,
        ...part,
      });
    } finally {
      await events.close();
      if (engine === 'postgres') {
        await dropDatabases(url, prefix);
      }
    }
  };
  const undisturbed = await run('undisturbed', { plan: [] });
  const killed = await run('killed', { plan, usual: undisturbed.usual });
  const tickets = compareOutcomes(
    undisturbed.outcome.tickets,
    killed.outcome.tickets,
  );
  const events = compareOutcomes(
    undisturbed.outcome.events,
    killed.outcome.events,
  );
  const total = Object.values(killed.kills).reduce((sum, one) => sum + one, 0);
  const { create, ...others } = killed.kills;
  const line = [
    `${engine}: ${total} kills`,
    `${create} between a committed create and its answer`,
    ...Object.entries(others).map(([kind, count]) => `${count} in ${kind}`),
    `${killed.outcome.tickets.size} tickets`,
    `${tickets.twice.length} duplicates`,
    `${tickets.lost.length} lost`,
    `${tickets.changed.length} changed`,
    `${killed.outcome.events.size} events`,
    `${events.twice.length} doubled`,
    `${events.lost.length} lost`,
    `${events.changed.length} changed`,
    `${killed.outcome.deadLetters} dead letters`,
    `${killed.outcome.violations} contract violations`,
    `mean start ${killed.meanStartSeconds.toFixed(1)} s`,
    `${Math.round(undisturbed.seconds)} s undisturbed`,
    `${Math.round(killed.seconds)} s killed`,
  ].join('; ');
  return {
    line,
    problems: describeProblems({
      kills,
      undisturbed,
      killed,
      tickets,
      events,
      tasks: organisation.deviceCount,
    }),
    kills: killed.kills,
    duplicates: tickets.twice.length,
  };
}
