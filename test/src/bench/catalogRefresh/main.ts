import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex from 'knex';
import { root } from '../../harness/root';
import { startBackend } from '../../harness/startBackend';
import { showError } from '../showError';
import { readCatalogRefreshOptions } from './readCatalogRefreshOptions';
import { RefreshBench, type RefreshFigures } from './RefreshBench';

const say = (line: string) => process.stdout.write(`${line}\n`);

function show(name: string, figures: RefreshFigures): void {
  say(
    `${name}: ${figures.mutations} mutations with ${
      figures.added
    } entities in ${figures.runSeconds.toFixed(1)} s; ${
      figures.isAtRest ? 'at rest' : 'not at rest'
    } after ${figures.settledSeconds.toFixed(1)} s, ${
      figures.processed
    } entities processed, ${figures.peakResidentMegabytes.toFixed(
      0,
    )} MB resident at most`,
  );
}

/** Devices that people describe, which the provider reads in each run. */
function writePeople(file: string, count: number): void {
  const entities = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: `described-${index}` },
      spec: {
        type: 'device',
        owner: 'group:default/plant-it',
        device: { vendor: 'ABB', serial: `DESCRIBED-${index}` },
      },
    }),
  );
  writeFileSync(file, entities.join('\n---\n'));
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const server = createKnex({ client: 'pg', connection: url });
  try {
    const names: string[] = await server('pg_database')
      .where('datname', 'like', `${prefix}%`)
      .pluck('datname');
    for (const name of names) {
      await server.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    }
  } finally {
    await server.destroy();
  }
}

/** `bench -- catalog-refresh`: what discovered devices cost the catalog. */
async function run(folder: string): Promise<void> {
  const options = readCatalogRefreshOptions(process.argv.slice(2));
  const { engine, devices, changes, described, waitSeconds } = options;
  const wait = { expected: devices, waitSeconds };
  const url = process.env.PATCH_RISK_BENCH_POSTGRES ?? '';
  const prefix = `bench_${randomBytes(4).toString('hex')}_`;
  const people = join(folder, 'people.yaml');
  writePeople(people, described);
  const backend = await startBackend({
    dataDirectory: folder,
    entry: join(root, 'test/src/bench/catalogRefresh/backend.ts'),
    seconds: 240,
    ...(engine === 'postgres' && {
      database: { client: 'pg', url, prefix },
    }),
    config: {
      catalog: {
        // The catalog's own rounds are left out: they cost the same whoever gave the entities.
        processingInterval: { hours: 12 },
        locations: [{ type: 'file', target: people }],
        providers: {
          patchRisk: {
            owner: 'group:default/plant-it',
            sites: { North: 'resource:default/site-north' },
            schedule: {
              frequency: { trigger: 'manual' },
              timeout: { hours: 2 },
            },
          },
        },
      },
    },
  });
  try {
    const bench = RefreshBench.create(backend);
    await bench.call('POST', `/make/${devices}`);
    say(
      `${engine}, ${devices} devices, ${described} more that people describe`,
    );
    show('first load', await bench.run(wait));
    show('nothing new', await bench.run(wait));
    await bench.call('POST', `/change/${changes}`);
    show(`${changes} changed`, await bench.run(wait));
  } finally {
    await backend.stop();
    if (engine === 'postgres') await dropDatabases(url, prefix);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'patch-risk-bench-refresh-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
run(folder).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${showError(error)}\n`);
    process.exit(1);
  },
);
