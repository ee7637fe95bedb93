// Runs a TypeScript file in a process of its own, as `npm start` runs the backend.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const test = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'test');

/**
 * @param {{ file: string, args: string[], environment?: Record<string, string> }} options `file` is relative to `test`
 * @returns {Promise<number>} its exit code
 */
export function runTypeScript({ file, args, environment = {} }) {
  const child = spawn(
    process.execPath,
    [
      ...(process.env.PATCH_RISK_BENCH_NODE_ARGUMENTS?.split(' ') ?? []),
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(test, file),
      ...args,
    ],
    {
      cwd: test,
      stdio: 'inherit',
      env: {
        ...process.env,
        // Options of the test runner are not for what is measured.
        NODE_OPTIONS: process.env.PATCH_RISK_NODE_OPTIONS ?? '',
        ...environment,
      },
    },
  );
  const forward = signal => child.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ? 130 : code ?? 1));
  });
}
