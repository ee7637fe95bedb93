import { findPostgresql } from './findPostgresql.mjs';
import { runTypeScript } from './runTypeScript.mjs';

export const usage = `  pipeline   full assessment of generated organisations, against a bare loop over the same arithmetic
    --findings 1000,10000,100000   sizes
    --engine both                  sqlite, postgres or both
    --pairs 3                      how often bare loop and assessment are measured in turn
    --epss-share 0.05              share of the vulnerabilities whose EPSS value moves in a day
    --seed 1                       of the organisation
    --chunk-findings N             findings in one worker task, default as shipped`;

function withoutPostgresql(args) {
  const at = args.indexOf('--engine');
  const engine = at < 0 ? 'both' : args[at + 1];
  if (engine !== 'both') {
    return { args, needed: engine === 'postgres' };
  }
  const rest = at < 0 ? args : args.toSpliced(at, 2);
  return { args: [...rest, '--engine', 'sqlite'], needed: false };
}

/** @param {{ args: string[], steps: { begin(text: string): void, done(text: string): void } }} options */
export async function run({ args, steps }) {
  const wants = !/--engine[ =]sqlite/.test(args.join(' '));
  steps.begin('Looking for PostgreSQL');
  const postgresql = wants ? await findPostgresql() : {};
  let used = args;
  if ('missing' in postgresql) {
    const fallback = withoutPostgresql(args);
    if (fallback.needed) {
      throw new Error(`Missing: ${postgresql.missing}`);
    }
    console.log(`Not measured on PostgreSQL, missing: ${postgresql.missing}`);
    used = fallback.args;
  }
  steps.done(wants ? 'PostgreSQL looked for' : 'PostgreSQL is not wanted');
  steps.begin('Measuring');
  try {
    return await runTypeScript({
      file: 'src/bench/pipeline/main.ts',
      args: used,
      environment: postgresql.url
        ? { PATCH_RISK_BENCH_POSTGRES: postgresql.url }
        : {},
    });
  } finally {
    await postgresql.stop?.();
    steps.done('Measured');
  }
}
