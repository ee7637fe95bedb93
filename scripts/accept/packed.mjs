// Packs our packages as for publishing, installs the tarballs into apps that Backstage's generator made, one on the
// new and one on the old frontend system, and runs each on PostgreSQL with two backend replicas.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium } from '../../test/services/chromium/find.mjs';
import { startPostgresql } from '../../test/services/postgresql/start.mjs';
import { createSteps } from '../steps.mjs';
import { checkApp } from './packed/checkApp.mjs';
import { packPackages } from './packed/packPackages.mjs';
import { startRegistry } from './packed/startRegistry.mjs';

const systems = ['new', 'legacy'];
const { values } = parseArgs({
  options: {
    system: { type: 'string', multiple: true, default: systems },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help || values.system.some(system => !systems.includes(system))) {
  console.error(
    'Usage: npm run accept -- packed [--system new|legacy]… [--keep]\n' +
      '  --system  frontend system of the app; both when left out\n' +
      '  --keep    leave the folder with the apps for a look',
  );
  process.exit(values.help ? 0 : 2);
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const reports = join(root, 'reports', 'accept');
const folder = mkdtempSync(join(tmpdir(), 'patch-risk-packed-'));
const steps = createSteps({ total: 2 + values.system.length * 7 });
// What the machine cannot do is said before the work begins.
const chromium = findChromium();
const postgresql = 'missing' in chromium ? chromium : await startPostgresql();
const cleanUps = [];

async function cleanUp() {
  while (cleanUps.length > 0) {
    await cleanUps.pop()();
  }
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => cleanUp().finally(() => process.exit(130)));
}

try {
  if (!values.keep) {
    cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  }
  if ('missing' in postgresql) {
    throw new Error(`Missing: ${postgresql.missing}`);
  }
  cleanUps.push(postgresql.stop);
  mkdirSync(reports, { recursive: true });

  steps.begin('Building and packing the packages');
  const packages = await packPackages({ root, folder, steps });
  const size = packages.reduce((sum, { bytes }) => sum + bytes, 0);
  steps.done(
    `${packages.length} tarballs, ${(size / 1e6).toFixed(1)} MB together`,
  );
  steps.begin('Starting a registry with the tarballs');
  const registry = await startRegistry({ packages });
  cleanUps.push(registry.close);
  steps.done(registry.url);

  const results = [];
  for (const system of values.system) {
    const appFolder = join(folder, system);
    results.push(
      await checkApp({
        root,
        system,
        folder: appFolder,
        packages,
        registry,
        postgresql,
        chromium,
        reports,
        steps,
        cleanUps,
      }),
    );
    if (!values.keep) {
      rmSync(appFolder, { recursive: true, force: true });
    }
  }
  for (const result of results) {
    console.log(
      `${result.system} frontend system: ${result.changedLines} changed lines; card of ${result.device} shows ${result.index}; ` +
        `${result.devices} devices, ${result.findings} findings, ${result.tasks} tasks on PostgreSQL; ` +
        `requests answered by the replicas: ${result.requests.join(
          ' and ',
        )}; ` +
        `migrations down with ${result.rowsDown} rows in ${result.tables} tables, up, and ${result.rowsUp} rows again; ` +
        `screenshot ${result.screenshot}`,
    );
  }
  console.log(
    `packed: ok, ${packages.length} packages (${(size / 1e6).toFixed(
      1,
    )} MB), ${results
      .map(({ system, changedLines }) => `${system} ${changedLines} lines`)
      .join(', ')}, ${((Date.now() - steps.startedAt) / 1000).toFixed(0)} s`,
  );
} catch (error) {
  steps.fail(error);
  console.log('packed: failed');
  process.exitCode = 1;
} finally {
  await cleanUp();
}
