// `npm start`: the demo organisation on a real Backstage, with nothing else to install.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { continueSteps } from '../steps.mjs';
import { demoJiraEmail, writeConfig } from './config.mjs';
import { readOptions } from './options.mjs';
import { checkPort, Processes, waitForAddress } from './processes.mjs';

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const transform = [
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];

const options = readOptions(process.argv.slice(2));
const data = resolve(root, options.data);
const steps = continueSteps(7);
const abort = new AbortController();
let elasticsearch;

const processes = new Processes({
  onExit: ({ name, code, tail, logFile }) => {
    if (name === 'demo telemetry' && code === 0) {
      return;
    }
    steps.fail(
      new Error(
        `The ${name} ended with code ${code}.\n${tail}\nIts whole log: ${logFile}`,
      ),
    );
    stop(1);
  },
});

async function stop(code) {
  if (abort.signal.aborted) {
    return;
  }
  abort.abort();
  await Promise.all([processes.stop(), elasticsearch?.stop()]);
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stop(0));
}

function startBackstage(configFile) {
  const local = join(root, 'app-config.local.yaml');
  const configs = [
    'app-config.yaml',
    configFile,
    ...(existsSync(local) ? [local] : []),
  ].flatMap(file => ['--config', resolve(root, file)]);
  const environment = {
    ...process.env,
    NODE_ENV: 'development',
    BROWSER: 'none',
  };
  const onLine = line => line.trim() && steps.activity(line);
  // Without the watcher of `backstage-cli package start`: it is here to be used, and starts faster so.
  processes.start(
    'backend',
    process.execPath,
    [...transform, '--enable-source-maps', 'src/index.ts', ...configs],
    {
      cwd: join(root, 'packages', 'backend'),
      logFile: join(data, 'logs', 'backend.log'),
      env: environment,
      onLine,
    },
  );
  processes.start('app', 'yarn', ['workspace', 'app', 'start', ...configs], {
    cwd: root,
    logFile: join(data, 'logs', 'app.log'),
    env: environment,
    onLine,
  });
}

async function main() {
  steps.begin('Checking ports and writing the configuration');
  await checkPort(options.port, 'the app', 'port');
  await checkPort(options.backendPort, 'the backend', 'backend-port');
  const { file, secrets, jiraStandIn } = writeConfig({ root, data, options });
  if (jiraStandIn) {
    await checkPort(options.jiraPort, 'the Jira stand-in', 'jira-port');
  }
  if (options.elasticsearch) {
    await checkPort(
      options.elasticsearchPort,
      'Elasticsearch',
      'elasticsearch-port',
    );
  }

  steps.begin(
    jiraStandIn ? 'Starting the Jira stand-in' : 'Using the configured Jira',
  );
  if (jiraStandIn) {
    processes.start(
      'Jira stand-in',
      process.execPath,
      [
        ...transform,
        join(root, 'test', 'stand-ins', 'jira', 'main.ts'),
        '--port',
        String(options.jiraPort),
        '--project',
        'PATCH',
        '--journal',
        join(data, 'jira-stand-in.jsonl'),
        '--email',
        demoJiraEmail,
      ],
      {
        cwd: root,
        logFile: join(data, 'logs', 'jira-stand-in.log'),
        env: { ...process.env, JIRA_STAND_IN_TOKEN: secrets.jira },
      },
    );
  }
  if (options.elasticsearch) {
    steps.say('Starting Elasticsearch');
    const { startElasticsearch } = await import(
      '../../test/services/elasticsearch/startElasticsearch.mjs'
    );
    elasticsearch = await startElasticsearch({
      port: options.elasticsearchPort,
      dataDirectory: join(data, 'elasticsearch'),
      onProgress: text => steps.say(text),
    });
  }

  steps.begin('Starting the backend and the app');
  startBackstage(file);
  const backend = `http://localhost:${options.backendPort}`;
  const app = `http://localhost:${options.port}`;
  await Promise.all([
    waitForAddress(`${backend}/.backstage/health/v1/readiness`, {
      seconds: 180,
      signal: abort.signal,
    }),
    waitForAddress(app, { seconds: 180, signal: abort.signal }),
  ]);

  steps.begin('Ready');
  if (options.telemetry) {
    processes.start(
      'demo telemetry',
      process.execPath,
      [
        ...transform,
        join(root, 'test', 'telemetry', 'main.ts'),
        ...['--backend', backend, '--state', join(data, 'telemetry.json')],
        ...(options.asOf ? ['--until', `${options.asOf}T23:59:59Z`] : []),
      ],
      {
        cwd: root,
        logFile: join(data, 'logs', 'telemetry.log'),
        env: { ...process.env, PATCH_RISK_TELEMETRY_TOKEN: secrets.telemetry },
      },
    );
  }
  steps.done(`Patch Risk is on ${app}`);
  console.error(`
  Devices by risk   ${app}/patch-risk
  Catalog           ${app}
  Tickets           ${
    jiraStandIn
      ? `http://localhost:${options.jiraPort} (a stand-in, not Jira)`
      : 'in the configured Jira'
  }
  Events            ${
    elasticsearch
      ? `${elasticsearch.url} (Elasticsearch)`
      : join(data, 'events.ndjson')
  }
  Logs, databases   ${data}

  Ctrl-C stops everything.
`);
}

main().catch(error => {
  if (!abort.signal.aborted) {
    steps.fail(error);
    stop(1);
  }
});
