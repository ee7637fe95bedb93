// `npm run accept -- kills`: the backend killed again and again, compared with an undisturbed run.
import { findPostgresql } from '../bench/findPostgresql.mjs';
import { runTypeScript } from '../bench/runTypeScript.mjs';

const usage = `Usage: npm run accept -- kills [options]
  --kills 50        how often SIGKILL is sent, more than half of it between a committed create and its answer
  --engine both     sqlite, postgres or both
  --seed 1          of the moments
  --elasticsearch   deliver events to the real server instead of the bulk file`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(usage);
  process.exit(0);
}
const wantsPostgresql = !/--engine[ =]sqlite/.test(args.join(' '));
const postgresql = wantsPostgresql ? await findPostgresql() : {};
if ('missing' in postgresql) {
  console.error(
    `Missing: ${postgresql.missing}. Or run on SQLite alone with --engine sqlite.`,
  );
  process.exit(1);
}
try {
  process.exitCode = await runTypeScript({
    file: 'src/kills/main.ts',
    args,
    environment: postgresql.url
      ? {
          BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: postgresql.url,
        }
      : {},
  });
} finally {
  await postgresql.stop?.();
}
