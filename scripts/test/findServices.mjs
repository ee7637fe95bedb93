import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../../test/services/chromium/find.mjs';
import { whatIsMissing } from '../../test/services/elasticsearch/whatIsMissing.mjs';
import { findNmap } from '../../test/services/nmap/find.mjs';
import { startPostgresql } from '../../test/services/postgresql/start.mjs';

/**
 * Finds or starts what tests need beside Node.
 *
 * @returns environment for the tests, what is missing and how to get it, and how to stop what was started
 */
export async function findServices({ root }) {
  const environment = {};
  const missing = [];
  const postgresql = await startPostgresql();
  if ('missing' in postgresql) {
    missing.push(postgresql.missing);
  } else {
    environment.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING =
      postgresql.url;
  }
  const elasticsearch = whatIsMissing();
  if (elasticsearch) {
    missing.push(elasticsearch.message);
  }
  const chromium = findChromium();
  if ('missing' in chromium) {
    missing.push(chromium.missing);
  } else {
    environment.PATCH_RISK_CHROMIUM = chromium.path;
  }
  const nmap = findNmap();
  if ('missing' in nmap) {
    missing.push(nmap.missing);
  }
  for (const folder of ['data', 'contracts']) {
    if (!existsSync(join(root, '..', 'shared', folder))) {
      missing.push(
        `the folder ../shared/${folder} beside the project: some tests read it there`,
      );
    }
  }
  return { environment, missing, stop: async () => postgresql.stop?.() };
}
