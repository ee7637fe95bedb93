// `npm test`: everything that this machine can run, with the services that it finds, and by name what it cannot.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whatIsMissing } from '../test/services/elasticsearch/whatIsMissing.mjs';
import { startPostgresql } from '../test/services/postgresql/start.mjs';
import { findChromium } from '../test/services/chromium/find.mjs';
import { continueSteps } from './steps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const report = join(root, 'reports', 'jest.json');
const steps = continueSteps(6);
const missing = [];

async function services() {
  const environment = {};
  const postgresql = await startPostgresql();
  if ('missing' in postgresql) {
    missing.push(postgresql.missing);
  } else {
    environment.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING =
      postgresql.url;
  }
  const elasticsearch = whatIsMissing();
  if (elasticsearch) {
    missing.push(elasticsearch.message);
  }
  const chromium = findChromium();
  if ('missing' in chromium) {
    missing.push(chromium.missing);
  } else {
    environment.PATCH_RISK_CHROMIUM = chromium.path;
  }
  if (!existsSync(join(root, '..', 'shared', 'data'))) {
    missing.push(
      'the folder ../shared/data beside the project: tests on real feeds read it there',
    );
  }
  return { environment, stop: async () => postgresql.stop?.() };
}

function jest(environment) {
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  return new Promise(resolve => {
    const child = spawn(
      'yarn',
      [
        'backstage-cli',
        'repo',
        'test',
        '--watchAll=false',
        '--ci',
        '--json',
        `--outputFile=${report}`,
        ...process.argv.slice(2),
      ],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ...environment, CI: 'true' },
      },
    );
    child.on('close', code => resolve(code ?? 1));
  });
}

function summarise(code) {
  if (!existsSync(report)) {
    console.error('The test runner ended without a report');
    console.log('0 passed, 1 failed');
    return 1;
  }
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = [];
  const reasons = [];
  for (const file of result.testResults) {
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      reasons.push(`${file.name}\n${file.message}`);
    }
    for (const test of file.assertionResults) {
      if (test.status === 'pending' || test.status === 'todo') {
        skipped.push(test.fullName);
      }
    }
  }
  const brokenFiles = reasons.length;
  for (const text of reasons) {
    console.error(text);
  }
  for (const text of missing) {
    console.log(`Missing: ${text}`);
  }
  for (const name of skipped) {
    console.log(`Skipped: ${name}`);
  }
  const failed = result.numFailedTests + brokenFiles;
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  console.log(`${result.numPassedTests} passed, ${failed} failed${tail}`);
  const failsOnSkip =
    process.env.PATCH_RISK_FAIL_ON_SKIP === 'true' &&
    (skipped.length > 0 || missing.length > 0);
  return failed > 0 || code !== 0 || failsOnSkip ? 1 : 0;
}

steps.begin('Looking for PostgreSQL, Elasticsearch and Chromium');
const { environment, stop } = await services();
steps.done(
  missing.length === 0
    ? 'All services are there'
    : `Missing: ${missing.join('; ')}`,
);
steps.begin('Running the tests');
const code = await jest(environment);
await stop();
steps.begin('Counting');
process.exitCode = summarise(code);
