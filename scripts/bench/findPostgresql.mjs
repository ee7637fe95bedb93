// A PostgreSQL to measure on: the one that the environment names, else a private one.
import { startPostgresql } from '../../test/services/postgresql/start.mjs';

/** @returns `{ url, stop }`, or `{ missing }` */
export async function findPostgresql() {
  const url =
    process.env.PATCH_RISK_BENCH_POSTGRES ??
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
  return url ? { url, stop: async () => undefined } : startPostgresql();
}
