import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { matchComponents, matchConfigurations } from '@patch-risk/match';
import type { Knex } from 'knex';
import { seedDevice } from '../assessment/__testUtils__/seedOrganisation';
import { ComponentQuestionStore } from '../database/ComponentQuestionStore';
import { ComponentSourceStore } from '../database/ComponentSourceStore';
import { DeviceComponentStore } from '../database/DeviceComponentStore';
import { FindingStore } from '../database/FindingStore';
import { createFeedBench } from '../feeds/__testUtils__/createFeedBench';
import { FindingMatcher } from '../findings/FindingMatcher';
import type { MatchWorkers } from '../findings/MatchWorkers';
import { HostPace } from '../workers/HostPace';
import { ComponentAssigner } from './ComponentAssigner';

jest.setTimeout(180_000);

const AT = '2026-11-20T12:00:00.000Z';
const EXAMPLES = resolve(
  __dirname,
  '../../../../../shared/data/devices/cyclonedx_bom_examples_small.tar.gz',
);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

interface WrittenComponent {
  name: string;
  version?: string;
  purl?: string;
  hashes?: { alg: string; content: string }[];
}

function bom(
  components: readonly WrittenComponent[],
  subject: { name?: string; version?: string; serialNumber?: string } = {},
) {
  const { name = 'Gateway', version = '1.0', serialNumber } = subject;
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber,
    metadata: {
      component: {
        type: 'firmware',
        name,
        version,
        supplier: { name: 'Acme Inc.' },
      },
    },
    components: components.map(each => ({ type: 'library', ...each })),
  });
}

const LIBSSH = {
  name: 'libssh',
  version: '0.9.6',
  purl: 'pkg:generic/libssh@0.9.6',
};
const OPENSSL = { name: 'openssl', version: '1.1.1k' };

async function setUp(id: TestDatabaseId) {
  const bench = await createFeedBench();
  const database = await databases.init(id);
  await bench.migrate(database);
  const folder = join(bench.folder, 'sboms');
  await mkdir(folder);
  const refresher = bench.refresher({
    database,
    feeds: { sbom: { directories: [folder] } },
    at: AT,
  });
  const clock = { now: () => new Date(AT), pinned: true as const };
  const assigner = ComponentAssigner.create({
    sources: ComponentSourceStore.create({ database }),
    devices: DeviceComponentStore.create({ database }),
    transact: work => database.transaction(work),
    pace: HostPace.create({ share: 1 }),
    clock,
    logger: mockServices.logger.mock(),
  });
  const refresh = () => refresher.refresh('sbom');
  return {
    bench,
    database,
    folder,
    clock,
    assign: () => assigner.run({}),
    refresh,
    status: async () => {
      const feeds = await refresher.status();
      return feeds.find(feed => feed.id === 'sbom');
    },
    quarantine: async () =>
      (await refresher.quarantine('sbom', { limit: 100 })).items,
    ask: ComponentQuestionStore.create({ database }),
  };
}

async function device(
  database: Knex,
  name: string,
  firmwareVersion = '1.0',
  more: { sbom?: string; owner?: string } = {},
) {
  const ref = await seedDevice(database, {
    name,
    fields: { vendor: 'ACME', model: 'gateway', firmwareVersion },
    matchState: undefined,
  });
  await database('devices')
    .where({ entity_ref: ref })
    .update({
      sbom: more.sbom ?? null,
      owner_ref: more.owner ?? 'group:default/operations',
    });
}

/** All rows that belong to components, to compare before and after. */
async function snapshot(database: Knex) {
  const rows = [];
  for (const table of [
    'component_sources',
    'component_sets',
    'components',
    'component_set_members',
    'component_names',
    'component_words',
    'component_keys',
    'component_hashes',
  ]) {
    rows.push([table, await database(table).select('*')]);
  }
  return JSON.stringify(rows);
}

describe.each(databases.eachSupportedId())('components on %s', id => {
  it('are stored once for all devices of a firmware, and found by name, version, purl and hash', async () => {
    const { bench, database, folder, refresh, assign, ask } = await setUp(id);
    try {
      await writeFile(
        join(folder, 'one.json'),
        bom([
          { ...LIBSSH, hashes: [{ alg: 'SHA-256', content: 'AB'.repeat(32) }] },
          OPENSSL,
        ]),
      );
      // The same components in another order, for another version, under another serial number.
      await writeFile(
        join(folder, 'two.json'),
        bom(
          [
            OPENSSL,
            {
              ...LIBSSH,
              hashes: [{ alg: 'SHA-256', content: 'AB'.repeat(32) }],
            },
          ],
          { version: '1.1', serialNumber: 'urn:uuid:two' },
        ),
      );
      await writeFile(
        join(folder, 'three.json'),
        bom(
          [
            { name: 'libssh2', version: '1.10.0' },
            { name: 'openssl', version: '3.0.8' },
          ],
          { version: '2.0', serialNumber: 'urn:uuid:three' },
        ),
      );
      await refresh();
      expect(await database('component_sets').select('id')).toHaveLength(2);
      expect(await database('components').select('id')).toHaveLength(4);

      await device(database, 'a');
      await device(database, 'b', 'V1.1', { owner: 'group:default/other' });
      await device(database, 'c', '2.0');
      await device(database, 'd', '9.9', { sbom: 'urn:uuid:three' });
      await device(database, 'e', '9.9');
      expect(await assign()).toBe(4);
      expect(await assign()).toBe(0);

      const all = { visible: undefined, limit: 50 };
      const found = await ask.ask({ query: 'LibSSH' }, all);
      expect(
        found.items.map(({ name, version, match, deviceCount }) => [
          name,
          version,
          match,
          deviceCount,
        ]),
      ).toEqual([
        ['libssh', '0.9.6', 'exact', 2],
        ['libssh2', '1.10.0', 'prefix', 2],
      ]);
      expect(found).toMatchObject({
        deviceCount: 4,
        totalItems: 2,
        isCut: false,
      });
      const versions = async (version: string) =>
        (await ask.ask({ query: 'openssl', version }, all)).items.map(
          each => each.version,
        );
      expect(await versions('< 3.0')).toEqual(['1.1.1k']);
      expect(await versions('>= 3.0, < 3.0.9')).toEqual(['3.0.8']);
      expect(await versions('3.0.8')).toEqual(['3.0.8']);
      expect(await versions('4')).toEqual([]);
      for (const question of [
        { purl: 'pkg:generic/libssh' },
        { purl: 'pkg:generic/libssh@0.9.6' },
        { hash: 'ab'.repeat(32) },
      ]) {
        expect(await ask.ask(question, all)).toMatchObject({
          items: [{ name: 'libssh', deviceCount: 2 }],
        });
      }
      expect(
        await ask.ask({ purl: 'pkg:generic/libssh@0.9.7' }, all),
      ).toMatchObject({ items: [], deviceCount: 0 });

      const [{ id: group }] = found.items;
      const first = await ask.devices(group, { visible: undefined, limit: 1 });
      expect(first).toEqual({
        refs: ['resource:default/a'],
        totalItems: 2,
        nextCursor: 'resource:default/a',
      });
      expect(
        await ask.devices(group, {
          visible: undefined,
          limit: 1,
          cursor: first.nextCursor,
        }),
      ).toMatchObject({ refs: ['resource:default/b'], nextCursor: undefined });

      // Who may read less is told less, down to the names.
      const visible = {
        attribute: 'owner_ref' as const,
        values: ['group:default/other'],
      };
      expect(
        await ask.ask({ query: 'libssh' }, { visible, limit: 50 }),
      ).toMatchObject({
        items: [{ name: 'libssh', deviceCount: 1 }],
        totalItems: 1,
        deviceCount: 1,
      });
      expect(await ask.devices(group, { visible, limit: 9 })).toMatchObject({
        refs: ['resource:default/b'],
        totalItems: 1,
      });
      await expect(ask.ask({ query: '--' }, all)).rejects.toThrow(
        /query: "--"/,
      );
      await expect(ask.ask({}, all)).rejects.toThrow(/query: is missing/);
      await expect(ask.ask({ purl: 'libssh' }, all)).rejects.toThrow(/purl:/);
    } finally {
      await bench.close();
    }
  });

  it('are not written again where nothing changed, and go with their document', async () => {
    const { bench, database, folder, refresh, status } = await setUp(id);
    try {
      const path = join(folder, 'one.json');
      await writeFile(path, bom([LIBSSH, OPENSSL]));
      await refresh();
      const before = await snapshot(database);
      await refresh();
      expect(await snapshot(database)).toBe(before);
      expect(await status()).toMatchObject({ state: 'ok', unchanged: true });

      // A new time and the same bytes: only the time is noted.
      await utimes(path, new Date(), new Date('2026-11-21T00:00:00Z'));
      await refresh();
      const sets = await database('component_sets').select('id');
      expect(sets).toHaveLength(1);
      expect(await status()).toMatchObject({ unchanged: true });

      await writeFile(path, bom([LIBSSH]));
      await refresh();
      expect(await status()).toMatchObject({ unchanged: false });
      expect(
        await database('components').select('name').orderBy('name'),
      ).toEqual([{ name: 'libssh' }]);
      expect(await database('component_words').select('word')).toEqual([
        { word: 'libssh' },
      ]);

      // What can no longer be read leaves what was read.
      await writeFile(path, '{ "bomFormat": "CycloneDX", ');
      await refresh();
      expect(await database('components').select('name')).toHaveLength(1);

      await rm(path);
      await refresh();
      expect(JSON.parse(await snapshot(database))).toEqual(
        JSON.parse(await snapshot(database)).map(([table]: [string]) => [
          table,
          [],
        ]),
      );
    } finally {
      await bench.close();
    }
  });

  it('of hostile documents do no harm', async () => {
    const { bench, database, folder, refresh, quarantine, ask, assign } =
      await setUp(id);
    try {
      const html = '<img src=x onerror=alert(1)>';
      await writeFile(
        join(folder, 'hostile.json'),
        `{"bomFormat":"CycloneDX","specVersion":"1.4","__proto__":{"polluted":true},
          "metadata":{"component":{"type":"firmware","name":"Gateway","version":"1.0","supplier":{"name":"Acme"}}},
          "components":[{"__proto__":{"polluted":true},"name":"${html}","version":"1'; drop table components; --"},
            {"name":"__proto__","version":"constructor","hashes":[{"alg":"MD5","content":"no hash"}]},
            {"name":7},null,{"name":"loop","components":[{"name":"loop"}]}]}`,
      );
      await writeFile(join(folder, 'broken.json'), '{"bomFormat":"CycloneDX",');
      await writeFile(join(folder, 'broken.xml'), '<bom><components>');
      await writeFile(join(folder, 'other.json'), '{"spdxVersion":"2.3"}');
      // 10^5 take a minute on a busy machine: one engine shows that they go through.
      const large = id === 'SQLITE_3' ? 100_000 : 6_000;
      await writeFile(
        join(folder, 'large.json'),
        bom(
          Array.from({ length: large }, (_, index) => ({
            name: `part-${index % 100}`,
            version: `1.${index}`,
          })),
          { version: '7.0' },
        ),
      );
      await refresh();
      await device(database, 'a');
      await device(database, 'large', '7.0');
      await assign();
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      const [{ count }] = await database('component_set_members').count({
        count: '*',
      });
      expect(Number(count)).toBe(large + 3);
      const all = { visible: undefined, limit: 50 };
      expect(await ask.ask({ query: 'img src' }, all)).toMatchObject({
        items: [{ name: html, deviceCount: 1 }],
      });
      expect(await ask.ask({ query: '__proto__' }, all)).toMatchObject({
        items: [{ name: '__proto__', version: 'constructor' }],
      });
      const cut = await ask.ask({ query: 'part' }, all);
      expect(cut).toMatchObject({ isCut: true, deviceCount: 1 });
      const reasons = (await quarantine()).map(({ record, reason }) => [
        record.slice(folder.length + 1),
        reason,
      ]);
      expect(reasons).toEqual(
        expect.arrayContaining([
          ['broken.json', expect.stringContaining('line 1, column')],
          ['broken.xml', expect.any(String)],
          ['other.json', 'is not CycloneDX'],
          ['hostile.json', 'does not begin like [0-9a-f]{32,128}$'],
        ]),
      );
    } finally {
      await bench.close();
    }
  });

  it('are matched with advisories once, whatever the number of devices', async () => {
    const { bench, database, folder, refresh, assign, clock } = await setUp(id);
    try {
      await writeFile(join(folder, 'one.json'), bom([LIBSSH, OPENSSL]));
      await writeFile(
        join(folder, 'two.json'),
        bom(
          [{ ...LIBSSH, version: '0.10.6', purl: 'pkg:generic/libssh@0.10.6' }],
          {
            version: '2.0',
          },
        ),
      );
      await refresh();
      for (let index = 0; index < 20; index++) {
        await device(database, `d${index}`, index === 0 ? '2.0' : '1.0');
      }
      await assign();
      const row = {
        cve: 'CVE-2026-2001',
        product_id: 'P1',
        vendor_key: 'libssh',
        vendor: 'libssh',
        product: 'libssh',
        branch_path: '["libssh"]',
        status: 'affected',
        remediation_state: 'available',
        fixed_version: '0.10.0',
        version_range: '< 0.10.0',
        purl: 'pkg:generic/libssh',
        purl_key: 'pkg:generic//libssh',
      };
      const advisory = (trackingId: string) => ({
        id: `csaf-a/${trackingId}`,
        feed_id: 'csaf-a',
        tracking_id: trackingId,
        version: '1',
        title: trackingId,
        publisher: 'p',
        released_on: '2026-01-01',
        revised_on: '2026-01-01',
        content_hash: trackingId,
        changed_at: AT,
      });
      await database('advisories').insert(advisory('A1'));
      await database('advisory_products').insert({
        ...row,
        advisory_id: 'csaf-a/A1',
      });
      const sizes: number[] = [];
      const workers = {
        run: (name: string, input: never) => {
          if (name === 'match') return matchConfigurations(input);
          sizes.push((input as { components: [] }).components.length);
          return matchComponents(input);
        },
      } as MatchWorkers;
      const matcher = FindingMatcher.create({
        database,
        clock,
        logger: mockServices.logger.mock(),
        workers,
      });
      await matcher.run({});
      // Two different components are named, though 20 devices have them.
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2);
      const findings = FindingStore.create({ database });
      const list = async (includeClosed = false) =>
        (await findings.list({ limit: 100, includeClosed })).items;
      const opened = await list();
      expect(opened).toHaveLength(19);
      expect(opened[0]).toMatchObject({
        cve: 'CVE-2026-2001',
        status: 'affected',
        evidence: [
          {
            advisoryId: 'csaf-a/A1',
            range: '< 0.10.0',
            comparedVersion: '0.9.6',
            comparison: 'inside',
            component: {
              name: 'libssh',
              version: '0.9.6',
              purl: 'pkg:generic/libssh@0.9.6',
            },
          },
        ],
        remediation: {
          state: 'unknown',
          details: expect.stringContaining('libssh is fixed in 0.10.0'),
        },
      });
      expect(opened.map(({ deviceRef }) => deviceRef)).not.toContain(
        'resource:default/d0',
      );

      // What the maker of the device says of it counts more than what is said of its component.
      await database('advisories').insert(advisory('VEX'));
      await database('advisory_products').insert({
        ...row,
        advisory_id: 'csaf-a/VEX',
        vendor_key: 'acme',
        vendor: 'ACME',
        product: 'gateway',
        version_range: '1.0',
        status: 'not_affected',
        purl: null,
        purl_key: null,
      });
      await matcher.run({});
      expect(
        (await list()).filter(({ status }) => status === 'affected'),
      ).toHaveLength(0);

      // An advisory that is taken back takes its findings with it, and one that comes brings them.
      await database('advisories').where({ id: 'csaf-a/VEX' }).delete();
      await database('advisory_products')
        .where({ advisory_id: 'csaf-a/VEX' })
        .delete();
      await matcher.run({});
      expect(await list()).toHaveLength(19);
      await database('advisories').where({ id: 'csaf-a/A1' }).delete();
      await database('advisory_products')
        .where({ advisory_id: 'csaf-a/A1' })
        .delete();
      await matcher.run({});
      expect(await list()).toHaveLength(0);
      expect(await list(true)).toHaveLength(19);
    } finally {
      await bench.close();
    }
  });
});

const describeWithData = existsSync(EXAMPLES) ? describe : describe.skip;

describeWithData.each(databases.eachSupportedId())(
  'components on %s (skipped without ../shared/data)',
  id => {
    it('of the 52 example documents are all stored or refused with a reason', async () => {
      const { bench, database, folder, refresh, status, quarantine } =
        await setUp(id);
      try {
        execFileSync('tar', ['-xzf', EXAMPLES, '-C', folder]);
        const names = await readdir(folder, { recursive: true });
        expect(names.filter(name => /\.json$/.test(name))).toHaveLength(52);
        await refresh();
        const state = await status();
        const [{ count }] = await database('component_set_members').count({
          count: '*',
        });
        process.stdout.write(
          `${JSON.stringify({ ...state, title: undefined, members: count })}\n`,
        );
        expect(state).toMatchObject({ state: 'ok', read: 52 });
        expect((state?.accepted ?? 0) + (state?.refused ?? 0)).toBe(52);
        const refused = (await quarantine()).filter(
          ({ reason }) => reason === 'names no component',
        );
        expect(refused).toHaveLength(state?.refused ?? 0);
        expect(Number(count)).toBeGreaterThan(1000);
        const before = await snapshot(database);
        await refresh();
        expect(await snapshot(database)).toBe(before);
      } finally {
        await bench.close();
      }
    });
  },
);
