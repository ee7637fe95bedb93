import { monitorEventLoopDelay } from 'node:perf_hooks';
import { assessDevices } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/assessDevices';
import { shippedForecasters } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/Forecasters';
import { moveEpss } from '../organisation/moveEpss';
import { seedOrganisation } from '../organisation/seedOrganisation';
import type { SeededOrganisation } from '../organisation/seedOrganisation';
import { bareLoop } from './bareLoop';
import { BenchAssessment } from './BenchAssessment';
import { BenchDatabase } from './BenchDatabase';
import type { BenchEngine, Writes } from './BenchDatabase';
import type { PipelineBenchOptions } from './readPipelineBenchOptions';
import { scoreInputs } from './scoreInputs';
import { secondsOf } from './secondsOf';

/** One run of the assessor. */
export interface RunFigures extends Writes {
  seconds: number;
  /** 99th percentile of the delay of this process's event loop, in milliseconds. */
  loopDelayMs: number;
}

/** What was measured for one organisation on one engine. */
export interface SizeFigures {
  engine: BenchEngine;
  organisation: SeededOrganisation;
  pairs: { bareSeconds: number; threadSeconds: number; full: RunFigures }[];
  /** The same again: nothing changed. */
  again: RunFigures;
  epss: { moved: number; sameDay: RunFigures; nextDay: RunFigures };
}

const AT = '2026-11-20T12:00:00.000Z';

async function measureRun(
  database: BenchDatabase,
  work: () => Promise<void>,
): Promise<RunFigures> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  let seconds = 0;
  delay.enable();
  const writes = await database.countWrites(async () => {
    seconds = await secondsOf(work);
  });
  delay.disable();
  // The histogram counts the resolution of its own timer as delay.
  const loopDelayMs = Math.max(0, delay.percentile(99) / 1e6 - 10);
  return { ...writes, seconds, loopDelayMs };
}

/** Seeds an organisation and measures bare loop, loop in one thread and assessment in turn, then a day's EPSS on top. */
export async function measureSize(options: {
  bench: PipelineBenchOptions;
  engine: BenchEngine;
  findings: number;
  folder: string;
  postgresUrl?: string;
}): Promise<SizeFigures> {
  const { bench, engine, findings } = options;
  const database = await BenchDatabase.open(options);
  const { knex } = database;
  const organisation = await seedOrganisation({
    database: knex,
    findings,
    seed: bench.seed,
    at: AT,
  });
  await knex.raw('ANALYZE');
  const assessment = BenchAssessment.create({
    database: knex,
    at: AT,
    chunkFindings: bench.chunkFindings,
    // What the work costs, not how long it rests for the sake of others.
    mainThreadShare: 1,
  });
  const chunks = await assessment.inputs();
  const inputs = chunks.flatMap(chunk => scoreInputs(chunk));
  // The first task loads the thread's code; that is no part of an assessment.
  await assessment.run();
  const pairs: SizeFigures['pairs'] = [];
  for (let pair = 0; pair < bench.pairs; pair++) {
    await database.forgetAssessments();
    const bareSeconds = await secondsOf(async () => void bareLoop(inputs));
    const threadSeconds = await secondsOf(async () =>
      chunks.forEach(chunk => void assessDevices(chunk, shippedForecasters)),
    );
    const full = await measureRun(database, () => assessment.run());
    pairs.push({ bareSeconds, threadSeconds, full });
  }
  const again = await measureRun(database, () => assessment.run());
  const change = { database: knex, share: bench.epssShare };
  const moved = await moveEpss({ ...change, seed: bench.seed + 1 });
  const sameDay = await measureRun(database, () => assessment.run());
  await moveEpss({ ...change, seed: bench.seed + 2 });
  await assessment.nextDay();
  const nextDay = await measureRun(database, () => assessment.run());
  await assessment.close();
  await database.close();
  return {
    engine,
    organisation,
    pairs,
    again,
    epss: { moved, sameDay, nextDay },
  };
}
