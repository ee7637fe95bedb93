#!/usr/bin/env node
// Runs on any Node from 18 on, without anything installed: finds or fetches a fitting Node and Yarn, installs the
// dependencies when they changed, then hands over to the command that was asked for.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSteps } from './steps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const toolchain = join(root, '.toolchain');
const modules = join(toolchain, 'node_modules');
const stampFile = join(toolchain, 'installed.json');

const commands = {
  start: { script: 'start/start.mjs', steps: 7 },
  test: { script: 'test/test.mjs', steps: 7 },
  accept: { script: 'accept.mjs', steps: 3 },
  bench: { script: 'bench.mjs', steps: 3 },
  model: { script: 'model.mjs', steps: 3, quiet: true },
  match: { script: 'match.mjs', steps: 3, quiet: true },
  yarn: { script: 'yarn.mjs', steps: 3, quiet: true },
};

const name = process.argv[2];
const command = commands[name];
if (!command) {
  console.error(
    `Unknown command "${name}"; one of: ${Object.keys(commands).join(', ')}`,
  );
  process.exit(2);
}
const steps = createSteps({ total: command.steps, quiet: command.quiet });

/** Runs a program to its end; its output is shown only when it fails, or while it runs when `show` is set. */
function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      ...options,
    });
    let output = '';
    const collect = chunk => {
      output = (output + chunk).slice(-20_000);
      steps.activity(String(chunk));
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve(output)
        : reject(
            new Error(
              `${program} ${args.join(
                ' ',
              )} ended with exit code ${code}:\n${output.trim()}`,
            ),
          ),
    );
  });
}

/** Headers must lie beside the binary: native modules compile against them without a download. */
function isFitting(nodeBinary, version) {
  const major = Number(version.split('.')[0]);
  const headers = join(dirname(nodeBinary), '..', 'include', 'node', 'node.h');
  return (major === 22 || major === 24) && existsSync(headers);
}

async function npmInstall(specs) {
  mkdirSync(toolchain, { recursive: true });
  const manifest = join(toolchain, 'package.json');
  if (!existsSync(manifest)) {
    writeFileSync(
      manifest,
      '{ "name": "patch-risk-toolchain", "private": true }\n',
    );
  }
  await run(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--prefix',
      toolchain,
      ...specs,
    ],
    {
      cwd: toolchain,
    },
  );
}

async function findNode() {
  if (isFitting(process.execPath, process.versions.node)) {
    steps.done(`Node ${process.versions.node}, the one that is installed`);
    return dirname(process.execPath);
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const packageName = `node-${platform}-${process.arch}`;
  const bin = join(modules, packageName, 'bin');
  if (!existsSync(bin)) {
    await npmInstall([`${packageName}@24`]);
  }
  const version = JSON.parse(
    readFileSync(join(modules, packageName, 'package.json'), 'utf8'),
  ).version;
  steps.done(
    `Node ${version}, from npm into .toolchain (found ${process.versions.node})`,
  );
  return bin;
}

async function findYarn() {
  const { packageManager } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const version = packageManager.split('@')[1];
  const manifest = join(modules, '@yarnpkg', 'cli-dist', 'package.json');
  if (
    !existsSync(manifest) ||
    JSON.parse(readFileSync(manifest, 'utf8')).version !== version
  ) {
    await npmInstall([`@yarnpkg/cli-dist@${version}`]);
  }
  steps.done(`Yarn ${version}`);
  return join(modules, '.bin');
}

/** Changes whenever an install could change something. */
function fingerprint(nodeBin) {
  const hash = createHash('sha256').update(nodeBin);
  const manifests = [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    'test/package.json',
  ];
  for (const folder of ['packages', 'plugins']) {
    for (const entry of readdirSync(join(root, folder)).sort()) {
      manifests.push(join(folder, entry, 'package.json'));
    }
  }
  for (const file of manifests) {
    if (existsSync(join(root, file))) {
      hash.update(file).update(readFileSync(join(root, file)));
    }
  }
  return hash.digest('hex');
}

async function install(environment, nodeBin) {
  const wanted = fingerprint(nodeBin);
  const present = existsSync(stampFile)
    ? JSON.parse(readFileSync(stampFile, 'utf8')).fingerprint
    : undefined;
  if (
    wanted === present &&
    existsSync(join(root, 'node_modules', '.yarn-state.yml'))
  ) {
    steps.done('Dependencies are installed');
    return;
  }
  steps.say(
    'Installing dependencies; the first time takes one to three minutes',
  );
  await run('yarn', ['install', '--immutable'], { env: environment });
  writeFileSync(stampFile, JSON.stringify({ fingerprint: wanted }));
  steps.done('Dependencies are installed');
}

async function main() {
  steps.begin('Looking for a fitting Node');
  const nodeBin = await findNode();
  steps.begin('Looking for Yarn');
  const yarnBin = await findYarn();
  const environment = {
    ...process.env,
    PATH: [nodeBin, yarnBin, process.env.PATH].join(
      process.platform === 'win32' ? ';' : ':',
    ),
    npm_config_nodedir: join(nodeBin, '..'),
    PATCH_RISK_STEP: '3',
    PATCH_RISK_STARTED_AT: String(steps.startedAt),
  };
  const registry = (await run('npm', ['config', 'get', 'registry']))
    .trim()
    .split('\n')
    .pop();
  if (/^https?:/.test(registry ?? '')) {
    environment.YARN_NPM_REGISTRY_SERVER ??= registry;
  }
  if (process.env.NODE_EXTRA_CA_CERTS) {
    environment.YARN_HTTPS_CA_FILE_PATH ??= process.env.NODE_EXTRA_CA_CERTS;
  }
  steps.begin('Checking the dependencies');
  await install(environment, nodeBin);

  const child = spawn(
    join(nodeBin, 'node'),
    [join(root, 'scripts', command.script), ...process.argv.slice(3)],
    {
      cwd: root,
      env: environment,
      stdio: 'inherit',
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('close', (code, signal) => process.exit(signal ? 130 : code ?? 1));
}

main().catch(error => {
  steps.fail(error);
  process.exit(1);
});
