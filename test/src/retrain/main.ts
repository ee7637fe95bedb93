import { FeedRefresher } from '@patch-risk/backstage-plugin-patch-risk-backend/src/feeds/FeedRefresher';
import { TrainingFactStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/TrainingFactStore';
import { HostPace } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/HostPace';
import { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import { ConfigReader } from '@backstage/config';
import {
  shippedExploitModel,
  trainExploit,
  type DatedExploitFacts,
  type ExploitHazardModel,
} from '@patch-risk/model';
import createKnex, { type Knex } from 'knex';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { quietLogger } from '../bench/quietLogger';
import { root } from '../harness/root';
import { retrainAs, type Retraining } from './retrainAs';
import { writeSnapshots } from './writeSnapshots';

const DAY_MS = 86_400_000;
/** Days that the gate keeps back, and half a year. */
const KEPT_BACK_DAYS = 90;
const OLDER_DAYS = KEPT_BACK_DAYS + 182;

const { values } = parseArgs({
  options: {
    'as-of': { type: 'string', default: '2024-11-30' },
    'assume-quiet': { type: 'boolean', default: false },
    data: { type: 'string', default: resolve(root, '../shared/data') },
  },
});

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

async function readFeeds(options: {
  database: Knex;
  paths: ReturnType<typeof writeSnapshots>;
  now: Date;
  workers: WorkerPool;
}): Promise<void> {
  const { database, paths, now, workers } = options;
  for (const path of [paths.earlier, paths.records]) {
    const feeds = FeedRefresher.fromConfig({
      config: new ConfigReader({
        patchRisk: {
          workers: { mainThreadShare: 1 },
          feeds: { cve: { path }, kev: { path: paths.kev } },
        },
      }),
      logger: quietLogger,
      database,
      clock: { now: () => now, pinned: true },
      workers,
    });
    await feeds.refresh('cve');
    await feeds.refresh('kev');
    const status = await feeds.status();
    for (const { id, read, accepted, refused, snapshotDate } of status) {
      if (id !== 'epss') {
        console.log(
          `Feed ${id}: ${read} read, ${accepted} accepted, ${refused} refused, state of ${snapshotDate}.`,
        );
      }
    }
  }
}

function modelOf(options: {
  facts: readonly DatedExploitFacts[];
  version: string;
  knownUntil: string;
}): ExploitHazardModel {
  const { model, reason } = trainExploit({
    ...options,
    base: shippedExploitModel,
  });
  if (!model) {
    throw new Error(`No live model for the acceptance: ${reason}`);
  }
  return model;
}

function report(name: string, { tried, verdict }: Retraining): void {
  if (!tried || !verdict) {
    console.log(`${name}: no model was tried.`);
    return;
  }
  const interval = (each: { value?: number; low?: number; high?: number }) =>
    [each.value, each.low, each.high]
      .map(value => value?.toPrecision(3))
      .join(', ');
  console.log(
    [
      `${name}: ${tried.state === 'live' ? 'promoted' : tried.state}; ${
        tried.reason
      }`,
      `  trained until ${tried.newestTrainingDay}, judged on ${verdict.rows} rows with ${verdict.events} exploited vulnerabilities`,
      `  log-loss, new - live (90 %): ${interval(verdict.logLossDifference)}`,
      `  Brier, new - live (90 %):    ${interval(verdict.brierDifference)}`,
      `  ECE: live ${verdict.calibrationErrors.champion.toPrecision(
        3,
      )}, new ${verdict.calibrationErrors.challenger.toPrecision(3)}`,
    ].join('\n'),
  );
}

async function main(): Promise<void> {
  const asOf = values['as-of'];
  if (!/^\d{4}-\d\d-\d\d$/.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    throw new Error(`--as-of ${asOf} is no day; write it as 2024-11-30.`);
  }
  const { data } = values;
  if (!existsSync(join(data, 'cve/cve_vulnrichment_compact.jsonl.gz'))) {
    throw new Error(
      `${data} holds no CVE records; give the folder of the data with --data.`,
    );
  }
  const now = new Date(`${asOf}T23:00:00Z`);
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-retrain-'));
  const workers = WorkerPool.fromConfig(new ConfigReader({}));
  const pace = HostPace.create({ share: 1 });
  const database = createKnex({
    client: 'better-sqlite3',
    connection: join(folder, 'database.sqlite'),
    useNullAsDefault: true,
  });
  try {
    await database.migrate.latest({
      directory: join(
        dirname(
          require.resolve(
            '@patch-risk/backstage-plugin-patch-risk-backend/package.json',
          ),
        ),
        'migrations',
      ),
    });
    console.log(`As of ${asOf}, with nothing that is dated later.`);
    await readFeeds({
      database,
      paths: writeSnapshots({
        data,
        folder,
        asOf,
        assumesQuiet: values['assume-quiet'],
      }),
      now,
      workers,
    });
    const facts = await TrainingFactStore.create({
      database,
      pace,
    }).exploitFacts({});
    console.log(`${facts.length} CVE records to learn from and to judge by.`);
    const run = (champion?: ExploitHazardModel) =>
      retrainAs({ database, champion, now, pace, workers });
    report(
      'Against a live model without CVE records (CVSS, CWE, vendor, product)',
      await run(
        modelOf({
          facts: facts.map(
            ({ record, ssvc, ssvcHistory, ...advised }) => advised,
          ),
          version: 'without-records',
          knownUntil: daysBefore(asOf, KEPT_BACK_DAYS),
        }),
      ),
    );
    report(
      'Against a live model that is half a year older',
      await run(
        modelOf({
          facts,
          version: 'older',
          knownUntil: daysBefore(asOf, OLDER_DAYS),
        }),
      ),
    );
    report(
      `Against the shipped model (trained until ${shippedExploitModel.card.trainingWindow.to})`,
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
