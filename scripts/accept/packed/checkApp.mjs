import { join } from 'node:path';
import knex from 'knex';
import { adopt } from './adopt.mjs';
import { checkCard } from './checkCard.mjs';
import { checkMigrations } from './checkMigrations.mjs';
import { run } from './run.mjs';
import { setUpApp } from './setUpApp.mjs';
import { startReplicas } from './startReplicas.mjs';

const FILLED_MS = 300_000;

async function count(database, table) {
  const rows = await database(table).count({ count: '*' });
  return Number(rows[0].count);
}

/** Waits until the pipeline has run on all devices of the demo. */
async function waitForRows(database) {
  const end = Date.now() + FILLED_MS;
  let seen = {};
  while (Date.now() < end) {
    seen = {};
    for (const table of ['devices', 'findings', 'assessments', 'tasks']) {
      seen[table] = await count(database, table).catch(() => 0);
    }
    if (
      seen.devices >= 24 &&
      seen.assessments >= seen.devices &&
      seen.findings > 0 &&
      seen.tasks > 0
    ) {
      return seen;
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
  throw new Error(
    `The replicas did not assess the devices in time; rows: ${JSON.stringify(
      seen,
    )}`,
  );
}

async function install({ folder, steps }) {
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  };
  // No native module is built: on PostgreSQL the app loads none.
  await run('yarn', ['install', '--mode=skip-build'], {
    cwd: folder,
    env,
    steps,
  });
}

async function build({ folder, steps }) {
  const env = { ...process.env, NODE_OPTIONS: '' };
  // Declarations of the app are of no use to anybody, and its generator mixes versions whose types have no name.
  await run(
    'yarn',
    [
      'tsc',
      '--noEmit',
      '--declaration',
      'false',
      '--emitDeclarationOnly',
      'false',
    ],
    {
      cwd: folder,
      env,
      steps,
    },
  );
  await run('yarn', ['workspace', 'backend', 'build'], {
    cwd: folder,
    env,
    steps,
  });
  await run('tar', ['-xzf', 'packages/backend/dist/bundle.tar.gz'], {
    cwd: folder,
  });
}

/**
 * Makes an app, installs the packages into it, and checks it on PostgreSQL with two backend replicas.
 *
 * @returns figures for the report
 */
export async function checkApp(options) {
  const { root, system, folder, packages, registry, steps, cleanUps } = options;
  const step = text => steps.begin(`${text} (${system} frontend system)`);
  const { version } = packages[0].manifest;

  step('Making an app with the generator of Backstage');
  await setUpApp({ folder, system, registry, steps });
  step('Adopting Patch Risk');
  const changedLines = await adopt({ folder, system, version });
  steps.done(`${changedLines} changed lines`);
  step('Installing the app');
  await install({ folder, steps });
  step('Building the app');
  await build({ folder, steps });

  step('Starting two replicas of the backend');
  const url = new URL(options.postgresql.url);
  const prefix = `packed_${system}_`;
  const connection = {
    host: url.hostname,
    port: Number(url.port),
    user: url.username,
  };
  const replicas = await startReplicas({
    root,
    folder,
    database: { prefix, connection },
  });
  cleanUps.push(replicas.stop);
  await replicas.startBackends();
  const database = knex({
    client: 'pg',
    connection: { ...connection, database: `${prefix}patch-risk` },
    pool: { min: 0, max: 2 },
  });
  cleanUps.push(() => database.destroy());
  const rows = await waitForRows(database);

  step('Opening the page of a device in Chromium');
  const worst = await database('assessments')
    .where('state', 'assessed')
    .orderBy('index', 'desc')
    .first('device_ref', 'index');
  const screenshot = join(options.reports, `packed-${system}.png`);
  const shown = await checkCard({
    url: replicas.url,
    executablePath: options.chromium.path,
    deviceRef: worst.device_ref,
    index: worst.index,
    screenshot,
  });
  if (replicas.requests.some(answered => answered === 0)) {
    throw new Error(
      `Only one replica answered: ${replicas.requests.join(' and ')} requests`,
    );
  }
  steps.done(`The card of ${worst.device_ref} shows ${shown}`);

  step('Walking the migrations down and up');
  await replicas.stopBackends();
  const migrations = await checkMigrations({ database, folder });
  await replicas.startBackends();
  const again = await waitForRows(database);
  if (again.devices !== rows.devices || again.findings !== rows.findings) {
    throw new Error(
      `After down and up the rows are ${JSON.stringify(
        again,
      )}, before they were ${JSON.stringify(rows)}`,
    );
  }
  await replicas.stop();
  await database.destroy();
  return {
    system,
    changedLines,
    device: worst.device_ref,
    index: shown,
    devices: rows.devices,
    findings: rows.findings,
    tasks: rows.tasks,
    requests: [...replicas.requests],
    tables: migrations.tables,
    rowsDown: migrations.rows,
    rowsUp: again.devices + again.findings + again.assessments + again.tasks,
    screenshot,
  };
}
