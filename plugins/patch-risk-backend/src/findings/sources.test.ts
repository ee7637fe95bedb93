import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  matchComponents,
  matchConfigurations,
  type ComponentMatchInput,
  type MatchInput,
} from '@patch-risk/match';
import { FindingStore } from '../database/FindingStore';
import { createFeedBench } from '../feeds/__testUtils__/createFeedBench';
import { FindingMatcher } from './FindingMatcher';
import type { MatchWorkers } from './MatchWorkers';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const workers = {
  run: (name: string, input: unknown) =>
    name === 'match'
      ? matchConfigurations(input as MatchInput)
      : matchComponents(input as ComponentMatchInput),
} as MatchWorkers;
const fixtures = join(__dirname, '../feeds/advice/__fixtures__');
const MODEL = 'SIMATIC S7-1500 CPU 1515-2 PN';

/** An advisory of the vendor on the device that NVD's fixture means. */
function advisoryOf(version: string, status: string) {
  const at = '2024-05-01T00:00:00Z';
  return JSON.stringify({
    document: {
      csaf_version: '2.0',
      title: 'A flaw',
      publisher: { name: 'Siemens', category: 'vendor' },
      tracking: {
        id: 'SSA-1',
        version,
        status: 'final',
        initial_release_date: at,
        current_release_date: at,
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Siemens',
          branches: [
            {
              category: 'product_name',
              name: MODEL,
              branches: [
                {
                  category: 'product_version_range',
                  name: 'vers:generic/<2.9.2',
                  product: { name: MODEL, product_id: 'P1' },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      { cve: 'CVE-2024-0001', product_status: { [status]: ['P1'] } },
    ],
  });
}

describe.each(databases.eachSupportedId())(
  'findings of several sources, %p',
  id => {
    let bench: Awaited<ReturnType<typeof createFeedBench>>;

    beforeEach(async () => {
      bench = await createFeedBench();
    });
    afterEach(() => bench.close());

    it('are one finding, which the vendor decides and all have their say in', async () => {
      const database = await databases.init(id);
      await bench.migrate(database);
      const at = '2024-06-01T00:00:00.000Z';
      const fields = {
        vendor: 'Siemens AG',
        model: MODEL,
        firmwareVersion: 'V2.8.3',
      };
      await database('devices').insert({
        entity_ref: 'resource:default/plc',
        uid: 'plc',
        etag: 'plc',
        title: 'plc',
        vendor: fields.vendor,
        model: fields.model,
        firmware_version: fields.firmwareVersion,
        fields: JSON.stringify({
          ...fields,
          addresses: { mac: [], ip: [], hostname: [] },
          changeWindows: [],
          compensatingControls: [],
        }),
        problems: '[]',
        first_seen_at: at,
        last_seen_at: at,
        changed_at: at,
        missed_scans: 0,
      });
      const clock = { now: () => new Date(at), pinned: false as const };
      const logger = mockServices.logger.mock();
      const matcher = FindingMatcher.create({
        database,
        clock,
        logger,
        workers,
      });
      const findings = FindingStore.create({ database });
      const folders = {
        csaf: join(bench.folder, 'csaf'),
        nvd: join(bench.folder, 'nvd'),
      };
      for (const folder of Object.values(folders)) await mkdir(folder);
      const page = {
        resultsPerPage: 1,
        startIndex: 0,
        totalResults: 1,
        format: 'NVD_CVE',
        version: '2.0',
        vulnerabilities: [
          JSON.parse(await readFile(join(fixtures, 'nvd.json'), 'utf8')),
        ],
      };
      await writeFile(join(folders.nvd, 'page.json'), JSON.stringify(page));
      const feeds = {
        nvd: { path: folders.nvd },
        csaf: [{ id: 'maker', path: folders.csaf }],
      };
      const run = async (feedId: string) => {
        await bench.refresher({ database, feeds, at }).refresh(feedId);
        await matcher.run({});
        const { items } = await findings.list({
          limit: 10,
          includeClosed: true,
        });
        return items;
      };
      const said = (items: Awaited<ReturnType<typeof run>>) =>
        items[0].evidence.map(each => [each.source, each.status]);

      const [first] = await run('nvd');
      expect(first).toMatchObject({
        cve: 'CVE-2024-0001',
        status: 'affected',
        confidence: 0.588,
        remediation: { state: 'available', fixedVersion: '2.9.2' },
      });

      await writeFile(
        join(folders.csaf, 'a.json'),
        advisoryOf('1', 'known_affected'),
      );
      const second = await run('csaf-maker');
      expect(second).toHaveLength(1);
      expect(second[0]).toMatchObject({
        id: first.id,
        status: 'affected',
        confidence: 0.98,
      });
      expect(said(second)).toEqual([
        ['csaf', 'affected'],
        ['nvd', 'affected'],
      ]);

      await writeFile(
        join(folders.csaf, 'a.json'),
        advisoryOf('2', 'known_not_affected'),
      );
      const third = await run('csaf-maker');
      expect(third).toHaveLength(1);
      expect(third[0]).toMatchObject({ id: first.id, status: 'not_affected' });
      expect(third[0].closedAt).toBeDefined();
      expect(said(third)).toEqual([
        ['csaf', 'not_affected'],
        ['nvd', 'affected'],
      ]);
    });
  },
);
