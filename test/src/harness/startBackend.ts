import type { JsonObject } from '@backstage/types';
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from './freePort';
import { root } from './root';
import { RunningBackend } from './RunningBackend';
import { until } from './until';
import { writeBackendConfig, type BackendDatabase } from './writeBackendConfig';

/** A token of a sender of telemetry, long enough for Backstage. */
const TELEMETRY_TOKEN = 'sender-of-telemetry-in-tests-only';

export interface StartBackendOptions {
  /** Joined to what the harness sets; catalog locations and all of `patchRisk` come from here. */
  config: JsonObject;
  /** Folder for databases, configuration and log; start again with the same one to go on where it was. */
  dataDirectory: string;
  /** Default: SQLite files in the data folder. */
  database?: BackendDatabase;
  /** Default: a free one. */
  port?: number;
  /** Files that are read before: for the demo organisation `['app-config.yaml']`, relative to the root. */
  baseConfigs?: string[];
  /** Default: the backend of this repository. */
  entry?: string;
  env?: Record<string, string>;
  /** How long it may take to be ready. Default: 120. */
  seconds?: number;
}

/**
 * Starts the real backend in a process group of its own and waits until it is ready.
 *
 * @throws with the end of its log when it ends or does not get ready in time
 */
export async function startBackend(
  options: StartBackendOptions,
): Promise<RunningBackend> {
  const { dataDirectory } = options;
  mkdirSync(join(dataDirectory, 'sqlite'), { recursive: true });
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const configs = [
    ...(options.baseConfigs ?? []).map(file => resolve(root, file)),
    ...writeBackendConfig({
      url,
      port,
      dataDirectory,
      database: options.database ?? { client: 'better-sqlite3' },
      telemetryToken: TELEMETRY_TOKEN,
      config: options.config,
    }),
  ];
  const logFile = join(dataDirectory, 'backend.log');
  const log = openSync(logFile, 'w');
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      '--enable-source-maps',
      options.entry ?? 'src/index.ts',
      ...configs.flatMap(file => ['--config', file]),
    ],
    {
      cwd: join(root, 'packages', 'backend'),
      stdio: ['ignore', log, log],
      detached: true,
      env: {
        ...process.env,
        // Options and environment of the test runner are not for the backend.
        NODE_OPTIONS: '',
        NODE_ENV: 'development',
        JEST_WORKER_ID: undefined,
        ...options.env,
      },
    },
  );
  closeSync(log);
  const backend = RunningBackend.create({
    url,
    telemetryToken: TELEMETRY_TOKEN,
    dataDirectory,
    logFile,
    process: child,
  });
  try {
    await until({
      what: 'ready backend',
      seconds: options.seconds ?? 120,
      probe: async () => {
        if (backend.hasEnded) {
          return true;
        }
        const response = await fetch(`${url}/.backstage/health/v1/readiness`, {
          signal: AbortSignal.timeout(5000),
        });
        return response.ok || undefined;
      },
    });
  } catch (error) {
    await backend.kill();
    throw new Error(`${String(error)}\n${backend.log().slice(-4000)}`);
  }
  if (backend.hasEnded) {
    throw new Error(`The backend ended early.\n${backend.log().slice(-4000)}`);
  }
  return backend;
}
