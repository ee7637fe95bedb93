import { resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { WorkerPool } from '../workers/WorkerPool';
import { FeedHousekeeping } from './FeedHousekeeping';
import { FeedRefresher } from './FeedRefresher';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const OLD = '2024-01-01T00:00:00.000Z';
const NEW = '2025-05-01T00:00:00.000Z';

function record(cve: string, more: JsonObject = {}) {
  return {
    cve,
    state: 'published',
    published_on: '2023-01-01',
    revised_at: OLD,
    listed: false,
    content_hash: cve,
    changed_at: OLD,
    ...more,
  };
}

describe.each(databases.eachSupportedId())(
  'housekeeping of feeds on %s',
  id => {
    async function setUp(feeds: JsonObject = {}) {
      const database: Knex = await databases.init(id);
      await database.migrate.latest({
        directory: resolve(__dirname, '../../migrations'),
      });
      const config = new ConfigReader({ patchRisk: { feeds } });
      const clock = {
        now: () => new Date('2025-06-01T00:00:00Z'),
        pinned: false,
      };
      const logger = mockServices.logger.mock();
      const workers = WorkerPool.fromConfig(config);
      const options = { config, database, clock, logger };
      const housekeeping = FeedHousekeeping.fromConfig({
        ...options,
        feeds: FeedRefresher.fromConfig({ ...options, workers }),
      });
      const cves = async (table: string) =>
        (await database(table).orderBy('cve').select('cve')).map(
          ({ cve }) => cve,
        );
      return { database, housekeeping, cves };
    }

    it('removes CVE records with their history that nothing refers to, and no others', async () => {
      const { cves, database, housekeeping } = await setUp();
      await database('cve_records').insert([
        record('CVE-2023-0001'),
        record('CVE-2023-0002', { changed_at: NEW }),
        record('CVE-2023-0003'),
        // A sample of all records, to be trained on.
        record('CVE-2023-0004', { listed: true }),
        record('CVE-2023-0005', { listed: true, state: 'rejected' }),
      ]);
      await database('vulnerabilities').insert({
        cve: 'CVE-2023-0003',
        cwes: '[]',
        changed_at: OLD,
      });
      await database('cve_ssvc').insert(
        ['CVE-2023-0001', 'CVE-2023-0003'].map(cve => ({
          cve,
          written_at: OLD,
          exploitation: 'none',
        })),
      );
      await expect(housekeeping.run()).resolves.toMatchObject({
        cveRecords: 2,
      });
      expect(await cves('cve_records')).toEqual([
        'CVE-2023-0002',
        'CVE-2023-0003',
        'CVE-2023-0004',
      ]);
      expect(await cves('cve_ssvc')).toEqual(['CVE-2023-0003']);
      await expect(housekeeping.run()).resolves.toMatchObject({
        cveRecords: 0,
      });
    });

    it('keeps records that files would bring back', async () => {
      const { cves, database, housekeeping } = await setUp({
        cve: { path: '/data/cves' },
      });
      await database('cve_records').insert(record('CVE-2023-0001'));
      await housekeeping.run();
      expect(await cves('cve_records')).toHaveLength(1);
    });

    it('removes closed reports and what is left of feeds that are gone', async () => {
      const { database, housekeeping } = await setUp({
        stix: [{ id: 'here', path: '/data/stix' }],
      });
      const report = (feed: string, more: JsonObject) => ({
        feed_id: feed,
        scope: 'one',
        cve: 'CVE-2023-0001',
        kind: 'sighting',
        source: 'CERT',
        first_seen_on: '2023-01-01',
        count: 1,
        content_hash: 'x',
        known_from: OLD,
        ...more,
      });
      await database('feed_states').insert(
        [
          ['stix-here', OLD],
          ['stix-gone', OLD],
          // Perhaps left out of the configuration for a while.
          ['misp-new', NEW],
          ['exploit-code-nuclei', OLD],
        ].map(([feed, at]) => ({
          feed_id: feed,
          state: 'ok',
          last_attempt_at: at,
        })),
      );
      await database('intelligence_sightings').insert([
        report('stix-here', {}),
        report('stix-here', { known_until: '2024-02-01T00:00:00.000Z' }),
        report('stix-here', { known_until: NEW }),
        report('stix-gone', {}),
        report('misp-new', {}),
      ]);
      await database('intelligence_objects').insert(
        ['stix-here', 'stix-gone'].map(feed => ({
          feed_id: feed,
          object_id: 'x',
          type: 'identity',
          modified: OLD,
          body: '{}',
        })),
      );
      await database('exploit_codes').insert({
        cve: 'CVE-2023-0001',
        source: 'nuclei',
        first_seen_on: '2023-01-01',
        dated_by: 'feed',
        reference: 'x',
        entries: 1,
      });
      await expect(housekeeping.run()).resolves.toEqual({
        cveRecords: 0,
        sightings: 2,
        objects: 1,
        exploitCodes: 1,
        quarantined: 0,
      });
      const left = await database('intelligence_sightings')
        .orderBy('id')
        .select('feed_id');
      expect(left.map(row => row.feed_id)).toEqual([
        'stix-here',
        'stix-here',
        'misp-new',
      ]);
    });
  },
);
