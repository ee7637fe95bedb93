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
            workers: { mainThreadShare: 1 },
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
        `${databaseId}: ${Math.round(2035 / seconds)} documents a second\n`,
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
      expect(Number(products)).toBe(34_768);
      expect(await refresher.quarantine('csaf-cisa', { limit: 1 })).toEqual({
        items: [],
      });
      const states: Record<string, unknown>[] = await database(
        'advisory_products',
      )
        .where({ status: 'affected' })
        .select('remediation_state')
        .count({ total: '*', fixed: 'fixed_version' })
        .groupBy('remediation_state')
        .orderBy('remediation_state');
      expect(
        states.map(row => [
          row.remediation_state,
          Number(row.total),
          Number(row.fixed) > 0,
        ]),
      ).toEqual([
        ['available', 21_039, true],
        ['no_fix_planned', 2_359, false],
        ['none_available', 3_369, false],
        ['unknown', 7_889, true],
      ]);
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
