// A private PostgreSQL on loopback for tests, from the programs that the machine has.
import { execFile, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

function findPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian)
        .sort((a, b) => Number(b) - Number(a))
        .map(version => join(debian, version, 'bin'))
    : [];
  return [...versions, ...(process.env.PATH ?? '').split(delimiter)].find(
    folder =>
      existsSync(join(folder, 'initdb')) &&
      existsSync(join(folder, 'postgres')),
  );
}

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

/** PostgreSQL refuses to run as root: then it runs as the system's unprivileged user of that name. */
async function unprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return {};
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async flag =>
          Number((await run('id', [flag, name])).stdout),
        ),
      );
      return { uid, gid };
    } catch {
      // Not on this machine; try the next.
    }
  }
  return undefined;
}

/**
 * @returns `{ url, stop }`, or `{ missing }` with what is missing and how to get it
 */
export async function startPostgresql() {
  const programs = findPrograms();
  if (!programs) {
    return {
      missing:
        'PostgreSQL (initdb, postgres): install the package postgresql, for example apt-get install postgresql',
    };
  }
  const user = await unprivilegedUser();
  if (!user) {
    return {
      missing:
        'an unprivileged user: PostgreSQL does not run as root; run the tests as another user',
    };
  }
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-postgresql-'));
  if (user.uid !== undefined) {
    chownSync(folder, user.uid, user.gid);
  }
  const data = join(folder, 'data');
  const options = {
    ...user,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  };
  await run(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--no-sync',
    ],
    options,
  );
  const port = await freePort();
  const server = spawn(
    join(programs, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      folder,
      '-c',
      'fsync=off',
      '-c',
      'max_connections=300',
    ],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.on('data', chunk => {
    log = (log + chunk).slice(-4000);
  });
  const exited = new Promise(resolve => server.once('exit', resolve));
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    server.kill('SIGINT');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null) {
      throw new Error(`PostgreSQL ended at its start:\n${log}`);
    }
    if (log.includes('ready to accept connections')) {
      return { url, stop };
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`PostgreSQL was not ready within 10 s:\n${log}`);
}
