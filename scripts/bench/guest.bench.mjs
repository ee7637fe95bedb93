import { findPostgresql } from './findPostgresql.mjs';
import { runTypeScript } from './runTypeScript.mjs';

export const usage = `  guest      what the catalog of the same backend feels during a full assessment and while a large document is read
    --engine sqlite                sqlite or postgres
    --findings 50000               of the organisation
    --pairs 3                      idle and busy phases, in turn
    --idle-seconds 5               length of an idle phase
    --document-megabytes 200       size of the CSAF document`;

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
      file: 'src/bench/guest/main.ts',
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
