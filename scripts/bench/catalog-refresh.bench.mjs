import { findPostgresql } from './findPostgresql.mjs';
import { runTypeScript } from './runTypeScript.mjs';

export const usage = `  catalog-refresh  discovered devices given to a real catalog: the first time, with nothing new, with some changed
    --engine sqlite                sqlite or postgres
    --devices 10000                managed devices
    --changes 100                  of them changed in the last run
    --described 50                 devices that people describe, besides
    --wait-seconds 3600            how long the catalog may take to come to rest after each run`;

/** @param {{ args: string[], steps: { begin(text: string): void, done(text: string): void } }} options */
export async function run({ args, steps }) {
  const wants = /--engine[ =]postgres/.test(args.join(' '));
  steps.begin('Looking for PostgreSQL');
  const postgresql = wants ? await findPostgresql() : {};
  if ('missing' in postgresql) {
    throw new Error(`Missing: ${postgresql.missing}`);
  }
  steps.done(wants ? 'PostgreSQL is there' : 'PostgreSQL is not wanted');
  steps.begin('Measuring');
  try {
    return await runTypeScript({
      file: 'src/bench/catalogRefresh/main.ts',
      args,
      environment: postgresql.url
        ? { PATCH_RISK_BENCH_POSTGRES: postgresql.url }
        : {},
    });
  } finally {
    await postgresql.stop?.();
    steps.done('Measured');
  }
}
