import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { waitForAddress } from '../../start/processes.mjs';

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

/**
 * Starts what `npm start` starts, on free ports.
 *
 * @returns addresses of app and backend, and how to stop all of it
 */
export async function startDemo({ root, data, onLine }) {
  const [port, backendPort, jiraPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
  ]);
  const ports = ['--port', port, '--backend-port', backendPort];
  const child = spawn(
    process.execPath,
    [
      join(root, 'scripts', 'start', 'start.mjs'),
      ...['--data', data],
      ...ports.map(String),
      ...['--jira-port', String(jiraPort)],
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new AbortController();
  let tail = '';
  child.stderr.on('data', chunk => {
    tail = (tail + chunk).slice(-4000);
    onLine(String(chunk));
  });
  const exit = new Promise(resolve => {
    child.once('exit', () => {
      ended.abort();
      resolve();
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await exit;
  };
  const app = `http://localhost:${port}`;
  const backend = `http://localhost:${backendPort}`;
  try {
    for (const address of [`${backend}/.backstage/health/v1/readiness`, app]) {
      await waitForAddress(address, { seconds: 240, signal: ended.signal });
    }
  } catch (error) {
    await stop();
    throw new Error(`The demo did not start: ${error.message}\n${tail}`);
  }
  return { app, backend, stop };
}
