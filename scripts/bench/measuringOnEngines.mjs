import { findPostgresql } from './findPostgresql.mjs';
import { runTypeScript } from './runTypeScript.mjs';

function withoutPostgresql(args) {
  const at = args.indexOf('--engine');
  const engine = at < 0 ? 'both' : args[at + 1];
  if (engine !== 'both') {
    return { args, needed: engine === 'postgres' };
  }
  const rest = at < 0 ? args : args.toSpliced(at, 2);
  return { args: [...rest, '--engine', 'sqlite'], needed: false };
}

/**
 * The `run` of a benchmark that measures on SQLite, and on PostgreSQL where there is one.
 *
 * @param {string} file relative to `test`; reads `--engine` and PATCH_RISK_BENCH_POSTGRES
 * @returns {(options: { args: string[], steps: { begin(text: string): void, done(text: string): void } }) => Promise<number>}
 */
export function measuringOnEngines(file) {
  return async ({ args, steps }) => {
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
        file,
        args: used,
        environment: postgresql.url
          ? { PATCH_RISK_BENCH_POSTGRES: postgresql.url }
          : {},
      });
    } finally {
      await postgresql.stop?.();
      steps.done('Measured');
    }
  };
}
