import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdvisoryPreview } from '@patch-risk/backstage-plugin-patch-risk-backend/src/advisories/AdvisoryPreview';
import { OwnAdvisories } from '@patch-risk/backstage-plugin-patch-risk-backend/src/advisories/OwnAdvisories';
import type { ComponentQuestion } from '@patch-risk/backstage-plugin-patch-risk-backend/src/components/ComponentQuestion';
import { ComponentQuestionStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/ComponentQuestionStore';
import { PreviewStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/PreviewStore';
import { FindingMatcher } from '@patch-risk/backstage-plugin-patch-risk-backend/src/findings/FindingMatcher';
import { HostPace } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/HostPace';
import { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import { ConfigReader } from '@backstage/config';
import { BenchDatabase, type BenchEngine } from '../pipeline/BenchDatabase';
import { quietLogger } from '../quietLogger';
import { SeededRandom } from '../SeededRandom';
import { showError } from '../showError';
import { readComponentBenchOptions } from './readComponentBenchOptions';
import { seedComponents } from './seedComponents';

const say = (line: string) => process.stdout.write(`${line}\n`);
const options = (): ReturnType<typeof readComponentBenchOptions> =>
  readComponentBenchOptions(process.argv.slice(2));
const VISIBLE = {
  attribute: 'owner_ref' as const,
  values: ['group:default/team-1', 'group:default/team-2'],
};

function percentile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((left, right) => left - right);
  return sorted[Math.ceil(sorted.length * share) - 1].toFixed(1);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function ask(database: BenchDatabase, names: readonly string[]) {
  const { questions, seed } = options();
  const store = ComponentQuestionStore.create({ database: database.knex });
  const random = SeededRandom.create(seed + 1);
  const name = () => names[random.below(names.length)];
  const kinds: [string, () => ComponentQuestion, typeof VISIBLE | undefined][] =
    [
      ['exact', () => ({ query: name() }), undefined],
      ['beginning', () => ({ query: name().slice(0, 7) }), undefined],
      ['missing', () => ({ query: `${name()}zzz` }), undefined],
      ['in everything', () => ({ query: 'openssl' }), undefined],
      ['in everything, of two owners', () => ({ query: 'openssl' }), VISIBLE],
      [
        'range of versions',
        () => ({ query: 'openssl', version: '< 1.3.5' }),
        undefined,
      ],
      ['package URL', () => ({ purl: `pkg:generic/${name()}` }), undefined],
      ['three letters of all', () => ({ query: 'lib' }), undefined],
    ];
  for (const [kind, question, visible] of kinds) {
    const times: number[] = [];
    let found = 0;
    let isCut = false;
    for (let index = 0; index < questions; index++) {
      const asked = question();
      const start = performance.now();
      const answer = await store.ask(asked, { visible, limit: 50 });
      times.push(performance.now() - start);
      found += answer.deviceCount;
      isCut ||= answer.isCut;
    }
    say(
      `  ${kind}: median ${percentile(
        times,
        0.5,
      )} ms, 99th percentile ${percentile(times, 0.99)} ms; ${Math.round(
        found / questions,
      )} devices on average${isCut ? ', cut' : ''}`,
    );
  }
}

/** A hand-written advisory on a component: preview, storing, and findings; assessment and plan are measured by `pipeline`. */
async function advise(database: BenchDatabase) {
  const { knex } = database;
  const clock = { now: () => new Date(), pinned: false as const };
  const workers = WorkerPool.fromConfig(new ConfigReader({}));
  const own = OwnAdvisories.create({
    database: knex,
    clock,
    pace: HostPace.create({ share: 1 }),
  });
  const content = {
    title: 'Any input is run',
    products: [{ component: 'libssh', range: '< 1.2.0' }],
    severity: 'high' as const,
  };
  try {
    const matcher = FindingMatcher.create({
      database: knex,
      clock,
      logger: quietLogger,
      workers,
    });
    const first = await seconds(() => matcher.run({}));
    say(`  first matching, without advisories: ${first.toFixed(1)} s`);
    const preview = AdvisoryPreview.create({
      store: PreviewStore.create({ database: knex }),
    });
    let concerned = 0;
    const previewed = await seconds(async () => {
      const answer = await preview.of(own.read(content), {
        visible: undefined,
        today: '2026-11-20',
      });
      concerned = answer.deviceCount;
    });
    const stored = await seconds(() => own.create(content, 'bench'));
    const matched = await seconds(() => matcher.run({}));
    const [{ count }] = await knex('findings').count({ count: '*' });
    say(
      `  hand-written advisory on ${concerned} devices: previewed in ${previewed.toFixed(
        2,
      )} s, stored in ${stored.toFixed(2)} s, ${Number(
        count,
      )} findings in ${matched.toFixed(1)} s`,
    );
  } finally {
    await workers.close();
  }
}

async function measure(engine: BenchEngine, folder: string) {
  const { rows, devices, seed } = options();
  const database = await BenchDatabase.open({
    engine,
    folder,
    postgresUrl: process.env.PATCH_RISK_BENCH_POSTGRES,
  });
  try {
    const start = performance.now();
    const made = await seedComponents({
      knex: database.knex,
      rows,
      devices,
      seed,
    });
    const took = (performance.now() - start) / 1000;
    say(
      `${engine}: ${made.members} rows of components in ${made.sets} sets, ${
        made.components
      } different, on ${devices} devices, made in ${took.toFixed(0)} s`,
    );
    await ask(database, made.names);
    await advise(database);
    const { rss } = process.memoryUsage();
    const peak = process.resourceUsage().maxRSS / 1024;
    say(
      `  ${(rss / 1024 / 1024).toFixed(0)} MB resident, ${peak.toFixed(
        0,
      )} MB at the most`,
    );
  } finally {
    await database.close();
  }
}

/** `bench -- components`: how fast questions about components are answered, and what a hand-written advisory takes. */
async function run() {
  const { engines } = options();
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-components-'));
  try {
    for (const engine of engines) await measure(engine, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Backstage's database service keeps a timer that would keep the process alive.
run().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${showError(error)}\n`);
    process.exit(1);
  },
);
