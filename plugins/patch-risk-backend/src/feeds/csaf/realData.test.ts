import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { WorkerPool } from '../../workers/WorkerPool';
import { FeedRefresher } from '../FeedRefresher';

const data = resolve(__dirname, '../../../../../../shared/data');
const hasData = existsSync(data);
if (!hasData) {
  process.stderr.write(
    `Skipped: tests on real advisories need ${data}, which is not there\n`,
  );
}
const describeWithData = hasData ? describe : describe.skip;
const migrations = resolve(__dirname, '../../../migrations');

describeWithData('feeds on real data', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const workers = WorkerPool.fromConfig(new ConfigReader({}));

  afterAll(() => workers.close());

  it.each(databases.eachSupportedId())(
    'takes in 2,035 advisories and the KEV catalogue, and finds nothing to do the second time, %p',
    async databaseId => {
      const database = await databases.init(databaseId);
      await database.migrate.latest({ directory: migrations });
      const refresher = FeedRefresher.fromConfig({
        config: new ConfigReader({
          patchRisk: {
            feeds: {
              csaf: [
                {
                  id: 'cisa',
                  path: `${data}/csaf_ics/csaf_cisa_ot_it_until_2023.jsonl.gz`,
                },
              ],
              kev: {
                path: `${data}/kev/known_exploited_vulnerabilities_2025-08-25.json.gz`,
              },
            },
          },
        }),
        logger: mockServices.logger.mock(),
        database,
        clock: { now: () => new Date('2025-08-26T00:00:00Z'), pinned: true },
        workers,
      });

      const started = performance.now();
      await refresher.refresh('csaf-cisa');
      const seconds = (performance.now() - started) / 1000;
      await refresher.refresh('kev');
      const [csaf, kev] = await refresher.status();
      process.stderr.write(
        `${databaseId}: ${Math.round(2035 / seconds)} documents/s ${JSON.stringify(csaf)}\n`,
      );
      expect(csaf).toMatchObject({
        state: 'ok',
        read: 2035,
        accepted: 2035,
        refused: 0,
      });
      expect(kev).toMatchObject({ state: 'ok', read: 1368, accepted: 1368 });
      const [{ products }] = await database('advisory_products').count({
        products: '*',
      });
      process.stderr.write(`${products} products\n`);
      process.stderr.write(JSON.stringify(await refresher.quarantine('csaf-cisa', { limit: 30 }), undefined, 1));
      process.stderr.write(JSON.stringify(await database('advisory_products').select('remediation_state', 'status').count('* as n').count('fixed_version as f').groupBy('remediation_state','status'), undefined, 1));
      await expect(refresher.refresh('csaf-cisa')).resolves.toEqual({
        changed: false,
      });
      await expect(refresher.refresh('kev')).resolves.toEqual({
        changed: false,
      });
    },
    120_000,
  );
});
