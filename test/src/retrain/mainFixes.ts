import { FixFactStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/FixFactStore';
import { FixHistoryStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/FixHistoryStore';
import { FeedRefresher } from '@patch-risk/backstage-plugin-patch-risk-backend/src/feeds/FeedRefresher';
import { HostPace } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/HostPace';
import { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import { ConfigReader } from '@backstage/config';
import {
  shippedOtFixModel,
  type DatedFixCase,
  type OtFixModel,
  type PartTry,
} from '@patch-risk/model';
import { otFixOutcomes } from '@patch-risk/model/src/monitor/fix/otFixOutcomes';
import { fitOtDisclosure } from '@patch-risk/model/src/forecast/fix/fitOtDisclosure';
import createKnex, { type Knex } from 'knex';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { quietLogger } from '../bench/quietLogger';
import { root } from '../harness/root';
import { fixSnapshot } from './fixSnapshot';
import { type FixRetraining, retrainFixAs } from './retrainFixAs';

const DAY_MS = 86_400_000;
/** Days that the gate keeps back. */
const KEPT_BACK_DAYS = 90;

const { values } = parseArgs({
  options: {
    'as-of': { type: 'string', default: '2023-12-31' },
    years: { type: 'string', default: '1,3' },
    data: { type: 'string', default: resolve(root, '../shared/data') },
  },
});

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

/** A live model that learned from the same feed until a day; of late fixes it knows what the shipped one does. */
function modelUntil(
  cases: readonly DatedFixCase[],
  until: string,
  version: string,
): OtFixModel {
  const known = cases.filter(
    ({ released, knownOn }) => released <= until && knownOn <= until,
  );
  return {
    ...shippedOtFixModel,
    version,
    advisories: fitOtDisclosure(otFixOutcomes(known), { halfLifeYears: 3 }),
  };
}

function showPart(name: string, part: PartTry | undefined): void {
  const { verdict } = part ?? {};
  if (!part || !verdict) {
    console.log(`  ${name}: not judged; ${part?.reason ?? 'no version'}`);
    return;
  }
  const interval = (each: { value?: number; low?: number; high?: number }) =>
    [each.value, each.low, each.high]
      .map(value => value?.toPrecision(3))
      .join(', ');
  console.log(
    [
      `  ${name}: ${part.promote ? 'promoted' : 'rejected'}; ${part.reason}`,
      `    learned from ${part.advisories} advisories, judged on ${verdict.rows} rows, ${verdict.events} advisories with a fix`,
      `    log-loss, new - live (90 %): ${interval(verdict.logLossDifference)}`,
      `    Brier, new - live (90 %):    ${interval(verdict.brierDifference)}`,
      `    ECE: live ${verdict.calibrationErrors.champion.toPrecision(
        3,
      )}, new ${verdict.calibrationErrors.challenger.toPrecision(3)}`,
    ].join('\n'),
  );
}

function show(name: string, tried: FixRetraining): void {
  console.log(`${name}: ${tried.outcome}`);
  if (!tried.parts) {
    console.log(`  ${tried.reason}`);
    return;
  }
  console.log(`  trained until ${tried.newestTrainingDay}`);
  showPart('fix at disclosure', tried.parts.atDisclosure);
  showPart('late fixes', tried.parts.late);
}

async function openDatabase(folder: string): Promise<Knex> {
  const database = createKnex({
    client: 'better-sqlite3',
    connection: join(folder, 'database.sqlite'),
    useNullAsDefault: true,
  });
  await database.migrate.latest({
    directory: join(root, 'plugins/patch-risk-backend/migrations'),
  });
  return database;
}

async function main(): Promise<void> {
  const asOf = values['as-of'];
  if (!/^\d{4}-\d\d-\d\d$/.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    throw new Error(`--as-of ${asOf} is no day; write it as 2023-12-31.`);
  }
  if (!/^\d(,\d)*$/.test(values.years)) {
    throw new Error(`--years ${values.years} are none; write them as 1,3.`);
  }
  const { data } = values;
  if (!existsSync(join(data, 'csaf_ics'))) {
    throw new Error(
      `${data} holds no CSAF documents; give the folder of the data with --data.`,
    );
  }
  const now = new Date(`${asOf}T23:00:00Z`);
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-retrain-fix-'));
  const workers = WorkerPool.fromConfig(new ConfigReader({}));
  const pace = HostPace.create({ share: 1 });
  const database = await openDatabase(folder);
  try {
    const { path, documents, revisedLater } = fixSnapshot({
      data,
      folder,
      asOf,
    });
    console.log(
      `As of ${asOf}: ${documents} CSAF documents; ${revisedLater} that were revised later are left out.`,
    );
    await FeedRefresher.fromConfig({
      config: new ConfigReader({
        patchRisk: {
          workers: { mainThreadShare: 1 },
          feeds: { csaf: [{ id: 'cisa', path }] },
        },
      }),
      logger: quietLogger,
      database,
      clock: { now: () => now, pinned: true },
      workers,
    }).refresh('csaf-cisa');
    const cases = await FixFactStore.create({ database, pace }).cases(asOf, {});
    const promises = await FixHistoryStore.create({ database, pace }).promises(
      asOf,
    );
    console.log(
      `${cases.length} cases in ${
        new Set(cases.map(({ advisory }) => advisory)).size
      } advisories say fix or none; ${
        promises.length
      } days of fixes were announced.`,
    );
    const run = (champion?: OtFixModel) =>
      retrainFixAs({ database, champion, now, pace, workers });
    for (const years of values.years.split(',').map(Number)) {
      const until = daysBefore(asOf, KEPT_BACK_DAYS + 365 * years);
      show(
        `Against a live model that learned until ${until}`,
        await run(modelUntil(cases, until, `until-${until}`)),
      );
    }
    show(
      `Against the shipped model (trained until ${shippedOtFixModel.advisories.trainedUntil})`,
      await run(),
    );
  } finally {
    await database.destroy();
    await workers.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
