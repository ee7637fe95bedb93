// `yarn generate:openapi` writes server and client code from openapi.yaml; `yarn check:openapi` also fails when that
// changes what is committed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const backend = '@patch-risk/backstage-plugin-patch-risk-backend';
const outputs = [
  'plugins/patch-risk-backend/src/schema/openapi/generated/index.ts',
  'plugins/patch-risk-common/src/schema/openapi/generated/index.ts',
];
const downloadTries = 3;

function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (error) {
    throw error;
  }
  return status === 0;
}

/**
 * The generator is a Java archive that is downloaded when first used. Server and client are generated at the same
 * time, and two downloads into one place spoil each other, so it is there before.
 */
function fetchGenerator() {
  const fromTools = createRequire(
    createRequire(join(root, 'package.json')).resolve(
      '@backstage/repo-tools/package.json',
    ),
  );
  const main = fromTools.resolve('@openapitools/openapi-generator-cli/main.js');
  const cwd = dirname(fromTools.resolve('@backstage/repo-tools/package.json'));
  for (let attempt = 1; attempt <= downloadTries; attempt += 1) {
    if (run('node', [main, 'version'], { cwd, shell: false })) {
      return true;
    }
    console.error(
      `The OpenAPI generator did not start (attempt ${attempt} of ${downloadTries}).`,
    );
  }
  return false;
}

/** The generator of Backstage reports a failure in words alone, with exit code 0, and leaves an empty folder. */
function generate() {
  const ended = run('yarn', [
    ...['workspace', backend, 'run', '-T', 'backstage-repo-tools'],
    ...['package', 'schema', 'openapi', 'generate', '--server'],
    ...['--client-package', 'plugins/patch-risk-common'],
  ]);
  return ended && outputs.every(path => existsSync(join(root, path)));
}

/** Whether what is generated equals what is committed, with nothing missing and nothing new. */
function isCommitted() {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['status', '--porcelain', '--', ...outputs.map(path => dirname(path))],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) {
    console.error(stderr);
    return false;
  }
  if (stdout !== '') {
    console.error(
      `The generated code differs from openapi.yaml:\n${stdout}Run \`yarn generate:openapi\` and commit what it writes.`,
    );
  }
  return stdout === '';
}

if (!fetchGenerator() || !generate()) {
  console.error(
    'No code was generated from openapi.yaml; `java` and access to Maven Central are needed.',
  );
  process.exitCode = 1;
} else if (process.argv.includes('--check') && !isCommitted()) {
  process.exitCode = 1;
}
