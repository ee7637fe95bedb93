// `npm test`: everything that this machine can run, with the services that it finds, and by name what it cannot.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { continueSteps } from '../steps.mjs';
import { findServices } from './findServices.mjs';
import { runJest } from './runJest.mjs';
import { summarise } from './summarise.mjs';

// jira.js is an ES module, which Jest loads only with this flag; with it, Jest no longer loads some of the others.
const withModules = [
  '@patch-risk/backstage-plugin-patch-risk-backend-module-jira',
  '@internal/test',
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const steps = continueSteps(7);

steps.begin('Looking for PostgreSQL, Elasticsearch, Chromium and nmap');
const { environment, missing, stop } = await findServices({ root });
steps.done(
  missing.length === 0
    ? 'All services are there'
    : `Missing: ${missing.join('; ')}`,
);

const reports = [];
steps.begin('Testing packages and plugins');
reports.push(
  await runJest({
    root,
    report: join(root, 'reports', 'jest-packages.json'),
    args: [...process.argv.slice(2), '--ignoreProjects', ...withModules],
    environment,
  }),
);
steps.begin('Testing the Jira module and the whole');
reports.push(
  await runJest({
    root,
    report: join(root, 'reports', 'jest-whole.json'),
    args: [...process.argv.slice(2), '--selectProjects', ...withModules],
    environment: {
      ...environment,
      NODE_OPTIONS: `${
        process.env.NODE_OPTIONS ?? ''
      } --experimental-vm-modules`,
    },
  }),
);
await stop();

steps.begin('Counting');
const { passed, failed, skipped, broken } = summarise(reports);
for (const text of broken) {
  console.error(text);
}
for (const text of missing) {
  console.log(`Missing: ${text}`);
}
for (const name of skipped) {
  console.log(`Skipped: ${name}`);
}
const isLenient = process.env.PATCH_RISK_FAIL_ON_SKIP !== 'true';
const isComplete = skipped.length === 0 && missing.length === 0;
process.exitCode = failed === 0 && (isLenient || isComplete) ? 0 : 1;
console.log(
  `${passed} passed, ${failed} failed${
    skipped.length > 0 ? `, ${skipped.length} skipped` : ''
  }`,
);
