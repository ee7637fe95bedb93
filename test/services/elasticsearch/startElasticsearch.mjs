// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ElasticsearchUnavailableError } from './ElasticsearchUnavailableError.mjs';
import { findArchive } from './findArchive.mjs';
import { findJava } from './findJava.mjs';
import { findUnprivilegedUser } from './findUnprivilegedUser.mjs';
import { minimumJava } from './minimumJava.mjs';
import { unpackArchive } from './unpackArchive.mjs';
import { writeConfiguration } from './writeConfiguration.mjs';

const START_TIMEOUT_MS = 120_000;

/**
 * @param {number} port 0 for any
 * @returns {Promise<number>} the port, free at this moment
 */
async function freePort(port) {
  return await new Promise((fulfil, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(
        new ElasticsearchUnavailableError(
          'port-taken',
          `Port ${port} of 127.0.0.1 is taken.`,
          'Stop what listens there, or choose another port.',
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const chosen =
        typeof address === 'object' && address ? address.port : port;
      server.close(() => fulfil(chosen));
    });
  });
}

/**
 * Ends a server that an earlier, killed process left behind on the same folder.
 *
 * @param {{ pidFile: string, folder: string }} options
 */
async function stopLeftover({ pidFile, folder }) {
  let pid;
  try {
    pid = Number(readFileSync(pidFile, 'utf8').trim());
    // A process id may have been given to somebody else since.
    if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder)) {
      return;
    }
    process.kill(pid, 'SIGTERM');
  } catch {
    return;
  }
  for (let waited = 0; waited < 10_000; waited += 100) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await delay(100);
  }
  process.kill(pid, 'SIGKILL');
}

/**
 * Starts the real Elasticsearch on loopback and waits until it answers.
 *
 * @param {{
 *   port: number,
 *   dataDirectory: string,
 *   onProgress?: (message: string) => void,
 *   security?: import('./writeConfiguration.mjs').Security,
 *   version?: string,
 * }} options `port` 0 takes a free one; `dataDirectory` keeps data, logs and configuration, and survives restarts
 * @returns {Promise<{ url: string, version: string, stop: () => Promise<void> }>}
 * @throws {ElasticsearchUnavailableError} with a reason and a remedy when it cannot run here
 */
export async function startElasticsearch({
  port,
  dataDirectory,
  onProgress,
  security,
  version = '9.5.0',
}) {
  const javaHome = findJava({ minimum: minimumJava(version) });
  const user = findUnprivilegedUser();
  const archive = findArchive({ version, download: true, onProgress });
  onProgress?.(`Unpacking Elasticsearch ${version}`);
  const home = unpackArchive({ archive, version });

  const folder = resolve(dataDirectory);
  const pidFile = join(folder, 'elasticsearch.pid');
  mkdirSync(join(folder, 'data'), { recursive: true });
  mkdirSync(join(folder, 'logs'), { recursive: true });
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  await stopLeftover({ pidFile, folder });
  rmSync(pidFile, { force: true });
  const chosen = await freePort(port);
  const configuration = writeConfiguration({
    home,
    folder,
    port: chosen,
    javaHome,
    security,
  });
  chmodSync(folder, 0o700);
  if (user) {
    spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
    const reachable = spawnSync('test', ['-w', join(folder, 'data')], {
      uid: user.uid,
      gid: user.gid,
    });
    if (reachable.status !== 0) {
      throw new ElasticsearchUnavailableError(
        'folder-not-writable',
        `The user ${user.name} cannot write to ${folder}.`,
        'Choose a folder whose parents every user may enter.',
      );
    }
  }

  onProgress?.(`Starting Elasticsearch ${version} on port ${chosen}`);
  const child = spawn(
    join(home, 'bin', 'elasticsearch'),
    ['--pidfile', pidFile],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        ES_JAVA_HOME: javaHome,
        ES_PATH_CONF: configuration,
        ES_TMPDIR: join(folder, 'tmp'),
        ES_JAVA_OPTS: '-Xms512m -Xmx512m',
      },
      ...(user && { uid: user.uid, gid: user.gid }),
    },
  );
  /** @type {string[]} */
  const lastLines = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      lastLines.push(...String(text).trim().split('\n'));
      lastLines.splice(0, Math.max(0, lastLines.length - 20));
    });
  }
  let exited = false;
  const exit = new Promise(fulfil => {
    child.once('exit', () => {
      exited = true;
      fulfil(undefined);
    });
    child.once('error', error => {
      lastLines.push(error.message);
      exited = true;
      fulfil(undefined);
    });
  });
  /** @param {NodeJS.Signals} signal */
  const signalAll = signal => {
    try {
      process.kill(-(child.pid ?? 0), signal);
    } catch {
      // The group has ended already.
    }
  };
  const stop = async () => {
    if (!exited) {
      signalAll('SIGTERM');
      await Promise.race([exit, delay(10_000, undefined, { ref: false })]);
    }
    if (!exited) {
      signalAll('SIGKILL');
      await exit;
    }
  };

  const url = `http://127.0.0.1:${chosen}`;
  const headers = security && {
    authorization: `Basic ${Buffer.from(
      `${security.admin.username}:${security.admin.password}`,
    ).toString('base64')}`,
  };
  const started = Date.now();
  while (!exited && Date.now() - started < START_TIMEOUT_MS) {
    try {
      const response = await fetch(
        `${url}/_cluster/health?wait_for_status=yellow&timeout=1s`,
        { headers, signal: AbortSignal.timeout(5_000) },
      );
      if (response.ok) {
        return { url, version, stop };
      }
    } catch {
      // Not listening yet.
    }
    await delay(250);
  }
  await stop();
  throw new ElasticsearchUnavailableError(
    'did-not-start',
    `Elasticsearch ${version} did not start: ${lastLines.join(' | ')}`,
    `Its log is below ${join(folder, 'logs')}.`,
  );
}
