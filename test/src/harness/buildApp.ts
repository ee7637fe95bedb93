import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './root';
import { until } from './until';

const BUILT = join(root, 'packages', 'app', 'dist', 'index.html');
const CACHE = join(root, '.cache');
const LOCK = join(CACHE, 'app-build.lock');
const SOURCES = [
  'packages/app/src',
  'packages/app/public',
  'plugins/patch-risk/src',
  'plugins/patch-risk-common/src',
];

function newest(folder: string): number {
  let time = 0;
  for (const entry of readdirSync(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) {
      time = Math.max(
        time,
        statSync(join(entry.parentPath, entry.name)).mtimeMs,
      );
    }
  }
  return time;
}

function isCurrent(): boolean {
  return (
    existsSync(BUILT) &&
    SOURCES.every(
      folder => newest(join(root, folder)) < statSync(BUILT).mtimeMs,
    )
  );
}

/** Takes the lock when it is free, or was left by a build that died. */
function takeLock(): true | undefined {
  if (existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > 10 * 60_000) {
    rmSync(LOCK, { recursive: true, force: true });
  }
  try {
    mkdirSync(CACHE, { recursive: true });
    mkdirSync(LOCK);
    return true;
  } catch {
    return undefined;
  }
}

/** Builds the app that the backend serves, unless it is built and newer than its sources; one process at a time. */
export async function buildApp(): Promise<void> {
  if (isCurrent()) {
    return;
  }
  await until({
    what: 'other build of the app to end',
    seconds: 300,
    probe: async () => takeLock(),
  });
  try {
    if (!isCurrent()) {
      await promisify(execFile)('yarn', ['workspace', 'app', 'build'], {
        cwd: root,
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: undefined },
      });
    }
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}
