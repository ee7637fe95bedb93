import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { retrainedForecasters } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/retrainedForecasters';
import { FixHistoryStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/FixHistoryStore';
import { FeedRefresher } from '@patch-risk/backstage-plugin-patch-risk-backend/src/feeds/FeedRefresher';
import { HostPace } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/HostPace';
import { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import knexFactory, { type Knex } from 'knex';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../harness/root';
import { announcedFix, type RawRevision } from './raw/announcedFix';

jest.setTimeout(240_000);

const WORDS: Record<string, string> = {
  '2024-09-30': 'A fix is planned for the third quarter of 2024.',
  '2025-03-31': 'A fix is expected by March 2025.',
};

/** Four advisories: one day kept, one missed and moved, one withdrawn, one only in words and late. */
const revisions: RawRevision[] = [
  ['one', 'Acme', '2024-01-10', 'vendor_fix', '2024-03-01'],
  ['one', 'Acme', '2024-03-05', 'vendor_fix', '2024-02-27'],
  ['two', 'Acme Inc.', '2024-02-01', 'vendor_fix', '2024-04-01'],
  ['two', 'Acme Inc.', '2024-04-20', 'vendor_fix', '2024-08-01'],
  ['two', 'Acme Inc.', '2024-09-10', 'vendor_fix', undefined],
  ['three', 'Borea', '2024-02-01', 'vendor_fix', '2024-07-01'],
  ['three', 'Borea', '2024-06-01', 'no_fix_planned', undefined],
  ['four', 'Borea', '2024-05-01', 'none_available', '2024-09-30'],
  ['four', 'Borea', '2024-12-01', 'none_available', '2025-03-31'],
  ['four', 'Borea', '2025-04-15', 'vendor_fix', '2025-04-10'],
].map(([advisory, vendor, day, category, date]) => ({
  advisory: advisory!,
  vendor: vendor!,
  day: day!,
  category: category!,
  date,
}));

function documentOf(revision: RawRevision): string {
  const { advisory, vendor, day, category, date } = revision;
  const number = revisions
    .filter(each => each.advisory === advisory)
    .indexOf(revision);
  const isWorded = category === 'none_available' && date !== undefined;
  return JSON.stringify({
    document: {
      csaf_version: '2.0',
      title: advisory,
      publisher: { name: vendor, category: 'vendor' },
      tracking: {
        id: advisory,
        version: String(number + 1),
        status: 'final',
        initial_release_date: `${
          revisions.find(each => each.advisory === advisory)?.day
        }T00:00:00Z`,
        current_release_date: `${day}T00:00:00Z`,
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: vendor,
          branches: [
            {
              category: 'product_name',
              name: 'Gateway',
              product: { name: 'Gateway', product_id: `P${number}` },
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2024-10001',
        product_status: { known_affected: [`P${number}`] },
        remediations: [
          {
            category,
            details: isWorded ? WORDS[date] : 'See the notes.',
            ...(isWorded || date === undefined
              ? {}
              : { date: `${date}T00:00:00Z` }),
            product_ids: [`P${number}`],
          },
        ],
      },
    ],
  });
}

describe('forecasts of announced fixes', () => {
  let database: Knex;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'patch-risk-announced-'));
    database = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await database.migrate.latest({
      directory: join(root, 'plugins/patch-risk-backend/migrations'),
    });
    const workers = WorkerPool.fromConfig(new ConfigReader({}));
    const byDay = [...revisions].sort((a, b) => (a.day < b.day ? -1 : 1));
    try {
      for (const revision of byDay) {
        writeFileSync(
          join(folder, `${revision.advisory}.json`),
          documentOf(revision),
        );
        await FeedRefresher.fromConfig({
          config: new ConfigReader({
            patchRisk: {
              workers: { mainThreadShare: 1 },
              feeds: { csaf: [{ id: 'x', path: folder }] },
            },
          }),
          logger: mockServices.logger.mock(),
          database,
          clock: {
            now: () => new Date(`${revision.day}T12:00:00Z`),
            pinned: true,
          },
          workers,
        }).refresh('csaf-x');
      }
    } finally {
      await workers.close();
    }
  });

  afterAll(async () => {
    await database?.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['2024-01-31', 'Acme', '2024-02-20'],
    ['2024-05-05', 'Acme', '2024-08-01'],
    ['2024-10-01', 'Acme', '2024-09-01'],
    ['2024-10-01', 'Borea', '2024-10-20'],
    ['2024-10-01', 'Cirrus', '2025-03-01'],
    ['2025-06-01', 'Borea', '2025-06-02'],
    ['2026-06-01', 'ACME', '2026-05-01'],
  ])(
    'follow from the revisions until %s, for %s and %s',
    async (day, vendor, plannedFor) => {
      const history = FixHistoryStore.create({
        database,
        pace: HostPace.create({ share: 1 }),
      });
      const promises = await history.promises(day);
      const { survival } = retrainedForecasters({ promises }).forecastFix({
        vendor,
        cwes: [],
        asOf: day,
        state: 'announced',
        plannedFor,
      });
      const expected = announcedFix({ revisions, vendor, plannedFor, day });
      for (const [week, chance] of expected.entries()) {
        expect(Math.abs(survival[week] - chance)).toBeLessThan(1e-9);
      }
      // Without the revisions that told of fixes, it no longer follows.
      const told = revisions.filter(
        each =>
          each.category === 'vendor_fix' && (each.date ?? each.day) <= each.day,
      );
      const without = announcedFix({
        revisions: revisions.filter(each => !told.includes(each)),
        vendor,
        plannedFor,
        day,
      });
      const isSame = without.every(
        (chance, week) => Math.abs(survival[week] - chance) < 1e-9,
      );
      expect(isSame).toBe(day < told[0].day);
    },
  );
});
