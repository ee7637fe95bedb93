import { spawn } from 'node:child_process';
import { createWriteStream, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';

const REPLICAS = 2;
const READY_MS = 300_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Hands requests to the replicas in turn and counts what each answered. */
async function startBalancer(ports) {
  const requests = ports.map(() => 0);
  let turn = 0;
  const server = createServer((request, response) => {
    const index = turn % ports.length;
    turn += 1;
    const onward = httpRequest(
      {
        host: '127.0.0.1',
        port: ports[index],
        method: request.method,
        path: request.url,
        headers: request.headers,
      },
      answer => {
        requests[index] += 1;
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}

/** Where this run's services are; the devices and feeds are those of the demo, as if the adopter had them. */
function writeConfig({ root, folder, url, database }) {
  const feeds = join(root, 'catalog', 'feeds');
  const file = join(folder, 'app-config.run.yaml');
  // Often, so that the feeds come back soon after the tables were taken down under them.
  const schedule = {
    frequency: { seconds: 10 },
    timeout: { minutes: 5 },
    initialDelay: { seconds: 2 },
  };
  const config = {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      cors: { origin: url },
      database: {
        client: 'pg',
        pluginDivisionMode: 'database',
        prefix: database.prefix,
        connection: database.connection,
      },
    },
    auth: {
      providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
    },
    catalog: {
      rules: [
        {
          allow: [
            'Component',
            'System',
            'API',
            'Resource',
            'Location',
            'Domain',
            'User',
            'Group',
          ],
        },
      ],
      locations: [{ type: 'file', target: join(root, 'catalog', 'all.yaml') }],
    },
    patchRisk: {
      pipeline: { schedule },
      feeds: {
        kev: {
          path: join(feeds, 'known_exploited_vulnerabilities.json'),
          demo: true,
          schedule,
        },
        epss: {
          path: join(feeds, 'epss_scores-2025-08-18.csv.gz'),
          demo: true,
          schedule,
        },
        csaf: [
          {
            id: 'demo',
            kind: 'directory',
            path: join(feeds, 'csaf'),
            demo: true,
            schedule,
          },
        ],
      },
      elasticsearch: { file: join(folder, 'events.ndjson') },
    },
  };
  writeFileSync(file, JSON.stringify(config, undefined, 2));
  return file;
}

async function waitUntilReady({ port, child, logFile, tail }) {
  const end = Date.now() + READY_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null) {
      break;
    }
    const isReady = await fetch(
      `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
    ).then(
      response => response.ok,
      () => false,
    );
    if (isReady) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  throw new Error(
    `A backend is not ready; its log ${logFile} ends:\n${tail()}`,
  );
}

/**
 * Starts the built backend twice on one database, as two replicas, behind one address.
 *
 * @returns `{ url, requests, stop, stopBackends, startBackends }`; `requests` counts the answers of each replica
 */
export async function startReplicas({ root, folder, database }) {
  const ports = [];
  for (let index = 0; index < REPLICAS; index += 1) {
    ports.push(await freePort());
  }
  const balancer = await startBalancer(ports);
  const config = writeConfig({ root, folder, url: balancer.url, database });
  let children = [];

  const startBackends = async () => {
    // One after the other, as a deployment rolls: on an empty database Knex does not stand two first starts at once.
    for (const [index, port] of ports.entries()) {
      const logFile = join(folder, `backend-${index + 1}.log`);
      const log = createWriteStream(logFile, { flags: 'a' });
      const child = spawn(
        process.execPath,
        [
          '--no-node-snapshot',
          'packages/backend',
          '--config',
          'app-config.yaml',
          '--config',
          config,
        ],
        {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            ...process.env,
            NODE_ENV: 'production',
            NODE_OPTIONS: '',
            APP_CONFIG_backend_listen: JSON.stringify(`127.0.0.1:${port}`),
          },
        },
      );
      let tail = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', chunk => {
          tail = (tail + chunk).slice(-6000);
        });
        stream.pipe(log, { end: false });
      }
      children.push(child);
      await waitUntilReady({ port, child, logFile, tail: () => tail });
    }
  };
  const stopBackends = async () => {
    const stopping = children.map(
      child =>
        new Promise(resolve => {
          if (child.exitCode !== null || child.signalCode !== null) {
            resolve();
            return;
          }
          const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
          child.once('exit', () => {
            clearTimeout(force);
            resolve();
          });
          child.kill('SIGTERM');
        }),
    );
    children = [];
    await Promise.all(stopping);
  };
  return {
    url: balancer.url,
    requests: balancer.requests,
    startBackends,
    stopBackends,
    stop: async () => {
      await stopBackends();
      await balancer.close();
    },
  };
}
