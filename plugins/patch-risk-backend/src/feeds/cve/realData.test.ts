import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { TestDatabases } from '@backstage/backend-test-utils';
import { createFeedBench } from '../__testUtils__/createFeedBench';
import { renderCveRecord } from './__testUtils__/renderCveRecord';

const data = resolve(__dirname, '../../../../../../shared/data/cve');
const hasData = existsSync(data);
if (!hasData) {
  process.stderr.write(
    `Skipped: tests on real CVE records need ${data}, which is not there\n`,
  );
}
const describeWithData = hasData ? describe : describe.skip;
const RECORDS = 10_000;

describeWithData('the feed of CVE records on real data', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())(
    'takes in 10,000 records with all their SSVC values, and finds nothing to do the second time, %p',
    async databaseId => {
      const bench = await createFeedBench();
      const database = await databases.init(databaseId);
      await bench.migrate(database);
      // The newest ones: those whose values CISA wrote soon after publication.
      const lines = gunzipSync(
        await readFile(join(data, 'cve_vulnrichment_compact.jsonl.gz')),
      )
        .toString()
        .split('\n')
        .filter(Boolean)
        .slice(-RECORDS);
      const withSsvc = lines.filter(line => JSON.parse(line).ssvc).length;
      await writeFile(
        join(bench.folder, 'records.jsonl.gz'),
        gzipSync(
          lines
            .map(line => JSON.stringify(renderCveRecord(JSON.parse(line))))
            .join('\n'),
        ),
      );
      const refresher = bench.refresher({
        database,
        feeds: { cve: { path: bench.folder } },
        at: '2025-01-31T00:00:00Z',
      });
      const started = performance.now();
      await refresher.refresh('cve');
      process.stderr.write(
        `${databaseId}: ${Math.round(
          RECORDS / ((performance.now() - started) / 1000),
        )} records a second\n`,
      );
      const [status] = (await refresher.status()).filter(
        ({ id }) => id === 'cve',
      );
      expect(status).toMatchObject({
        state: 'ok',
        read: RECORDS,
        accepted: RECORDS,
        refused: 0,
      });
      const [{ values }] = await database('cve_ssvc').count({ values: '*' });
      expect(Number(values)).toBe(withSsvc);
      await expect(refresher.refresh('cve')).resolves.toEqual({
        changed: false,
      });
      await bench.close();
    },
    120_000,
  );
});
