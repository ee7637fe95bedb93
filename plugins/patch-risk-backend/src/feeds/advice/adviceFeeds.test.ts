import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, crc32 } from 'node:zlib';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { createFeedBench } from '../__testUtils__/createFeedBench';
import { startServer } from '../__testUtils__/startServer';
import { FeedRefresher } from '../FeedRefresher';
import { RequestPace } from '../nvd/RequestPace';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const fixture = async (name: string) =>
  JSON.parse(await readFile(join(__dirname, '__fixtures__', name), 'utf8'));

/** A zip archive of stored and deflated files, as its specification has it (4.3). */
function zipOf(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      common,
      Buffer.from(name),
      packed,
    ]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02\x14\x00'),
        common,
        tail,
        Buffer.from(name),
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, index, end]);
}

describe.each(databases.eachSupportedId())('feeds of advice on %s', id => {
  let bench: Awaited<ReturnType<typeof createFeedBench>>;
  let database: Knex;
  const closing: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    bench = await createFeedBench();
    database = await databases.init(id);
    await bench.migrate(database);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await bench.close();
  });

  const refresh = async (
    feedId: string,
    feeds: JsonObject,
    at = '2024-06-01T00:00:00.000Z',
  ) => {
    const refresher = bench.refresher({ database, feeds, at });
    let error: unknown;
    try {
      await refresher.refresh(feedId);
    } catch (caught) {
      error = caught;
    }
    const status = (await refresher.status()).find(each => each.id === feedId);
    const quarantine = await refresher.quarantine(feedId, { limit: 50 });
    return { error, status, quarantine: quarantine.items };
  };
  const products = () =>
    database('advisory_products')
      .select(
        'advisory_id',
        'cve',
        'vendor',
        'product',
        'version_range',
        'source',
        'naming',
        'purl_key',
      )
      .orderBy(['advisory_id', 'id']);

  it('reads records of OSV from folders and archives, refuses the wrong ones, and reads the same only once', async () => {
    const record = await fixture('osv.json');
    const folder = join(bench.folder, 'osv');
    await mkdir(folder);
    await writeFile(join(folder, 'one.json'), JSON.stringify(record));
    await writeFile(
      join(folder, 'all.zip'),
      zipOf({
        'OSV-2.json': JSON.stringify({ ...record, id: 'OSV-2' }),
        'OSV-3.json': '{"id": "OSV-3"',
        'OSV-4.json': JSON.stringify({ ...record, id: 'OSV-4', aliases: [] }),
        'readme.txt': 'no record',
      }),
    );
    const first = await refresh('osv', { osv: { path: folder } });
    expect(first.status).toMatchObject({
      state: 'ok',
      read: 4,
      accepted: 2,
      refused: 2,
    });
    expect(first.quarantine.map(each => each.record).sort()).toEqual([
      'all.zip/OSV-3.json',
      'all.zip/OSV-4.json',
    ]);
    expect(await products()).toEqual(
      ['osv/GHSA-aaaa-bbbb-cccc', 'osv/OSV-2'].map(advisory => ({
        advisory_id: advisory,
        cve: 'CVE-2024-0001',
        vendor: '',
        product: 'left',
        version_range: 'vers:semver/<1.2.5',
        source: 'osv',
        naming: null,
        purl_key: 'pkg:npm//left',
      })),
    );
    const second = await refresh('osv', { osv: { path: folder } });
    expect(second.status).toMatchObject({ state: 'ok', unchanged: true });
    await writeFile(join(folder, 'all.zip'), 'PK no archive');
    const broken = await refresh('osv', { osv: { path: folder } });
    expect(broken.status).toMatchObject({ state: 'ok', refused: 1 });
  });

  it('reads the archive of an ecosystem, then what was modified since', async () => {
    const record = await fixture('osv.json');
    const later = { ...record, id: 'OSV-2', modified: '2024-05-20T00:00:00Z' };
    let list = '2024-05-12T09:30:11Z,GHSA-aaaa-bbbb-cccc\n';
    const asked: string[] = [];
    const server = await startServer((request, response) => {
      asked.push(request.url ?? '');
      const answers: Record<string, string | Buffer> = {
        '/npm/modified_id.csv': list,
        '/npm/all.zip': zipOf({ 'a.json': JSON.stringify(record) }),
        '/npm/OSV-2.json': JSON.stringify(later),
      };
      const answer = answers[request.url ?? ''];
      response.writeHead(answer === undefined ? 404 : 200).end(answer);
    });
    closing.push(() => server.close());
    const feeds = { osv: { url: server.url, ecosystems: ['npm'] } };
    expect((await refresh('osv', feeds)).status).toMatchObject({
      state: 'ok',
      accepted: 1,
    });
    list = `2024-05-21T00:00:00Z,OSV-9\n2024-05-20T00:00:00Z,OSV-2\n${list}`;
    asked.length = 0;
    const second = await refresh('osv', feeds);
    expect(second.status).toMatchObject({
      state: 'ok',
      accepted: 2,
      refused: 1,
    });
    expect(second.quarantine[0]).toMatchObject({
      reason: expect.stringContaining('404'),
    });
    expect(asked.sort()).toEqual([
      '/npm/OSV-2.json',
      '/npm/OSV-9.json',
      '/npm/modified_id.csv',
    ]);
    asked.length = 0;
    await refresh('osv', feeds);
    expect(asked).toEqual(['/npm/modified_id.csv']);
  });

  it('pages through NVD with its key, goes on after a failure, then asks for what was modified', async () => {
    const item = await fixture('nvd.json');
    const ids = ['0001', '0002', '0003', '0004', '0005'].map(
      number => `CVE-2024-${number}`,
    );
    const asked: URLSearchParams[] = [];
    const keys = new Set<unknown>();
    let failAt = 4;
    const server = await startServer((request, response) => {
      keys.add(request.headers.apikey);
      const { searchParams } = new URL(request.url ?? '', 'http://nvd.example');
      if (failAt === asked.length) {
        failAt = -1;
        response.writeHead(503, { 'retry-after': '0' }).end();
        return;
      }
      asked.push(searchParams);
      const isWindow = searchParams.has('lastModStartDate');
      const all = isWindow ? ids.slice(0, 1) : ids;
      const start = Number(searchParams.get('startIndex'));
      const page = all.slice(start, start + 2);
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          resultsPerPage: page.length,
          startIndex: start,
          totalResults: all.length,
          format: 'NVD_CVE',
          version: '2.0',
          timestamp: '2024-06-01T00:00:00.000',
          vulnerabilities: page.map(cve => ({
            cve: {
              ...item.cve,
              id: cve,
              ...(cve.endsWith('5') ? { vulnStatus: 'Rejected' } : {}),
              ...(isWindow
                ? {
                    lastModified: '2024-06-10T00:00:00.000',
                    configurations: undefined,
                  }
                : {}),
            },
          })),
        }),
      );
    });
    closing.push(() => server.close());
    const apiKey = '11111111-2222-3333-4444-555555555555';
    const feeds = { nvd: { url: `${server.url}/rest/json/cves/2.0`, apiKey } };
    failAt = 1;
    const cut = await refresh('nvd', feeds);
    expect(cut.status).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('503'),
    });
    expect(JSON.stringify([cut.status, String(cut.error)])).not.toContain(
      apiKey,
    );
    const whole = await refresh('nvd', feeds);
    expect(whole.status).toMatchObject({ state: 'ok', accepted: 5 });
    // It went on with the page that failed.
    expect(asked.map(each => each.get('startIndex'))).toEqual(['0', '2', '4']);
    expect(keys).toEqual(new Set([apiKey]));
    const rows = await products();
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      advisory_id: 'nvd/CVE-2024-0001',
      vendor: 'siemens',
      source: 'nvd',
      naming: 'cpe',
    });
    asked.length = 0;
    // More than NVD allows at once has passed.
    const later = await refresh('nvd', feeds, '2024-11-01T00:00:00.000Z');
    expect(later.status).toMatchObject({ state: 'ok', accepted: 5 });
    expect(
      asked.map(each => [
        each.get('lastModStartDate'),
        each.get('lastModEndDate'),
      ]),
    ).toEqual([
      ['2024-05-31T22:00:00.000Z', '2024-09-28T22:00:00.000Z'],
      ['2024-09-28T20:00:00.000Z', '2024-11-01T00:00:00.000Z'],
    ]);
    // Its configurations were taken back.
    expect(await products()).toHaveLength(3);
  });

  it('reads pages of NVD and VEX documents from folders', async () => {
    const item = await fixture('nvd.json');
    const page = {
      resultsPerPage: 1,
      startIndex: 0,
      totalResults: 1,
      format: 'NVD_CVE',
      version: '2.0',
      vulnerabilities: [item, { cve: { id: 'CVE-2024-0009' } }],
    };
    const path = join(bench.folder, 'pages');
    await mkdir(path);
    await writeFile(join(path, 'page-1.json'), JSON.stringify(page));
    await writeFile(join(path, 'page-2.json'), '<html>Sign in</html>');
    const nvd = await refresh('nvd', { nvd: { path } });
    expect(nvd.status).toMatchObject({ state: 'ok', accepted: 1, refused: 2 });
    expect(nvd.quarantine.map(each => each.record).sort()).toEqual([
      'CVE-2024-0009',
      'page-2.json',
    ]);
    const document = join(bench.folder, 'vex.json');
    await writeFile(document, JSON.stringify(await fixture('vex.json')));
    const vex = await refresh('vex-own', {
      vex: [{ id: 'own', path: document }],
    });
    expect(vex.status).toMatchObject({ state: 'ok', accepted: 1 });
    expect(
      (await products()).filter(({ source }) => source === 'vex'),
    ).toMatchObject([{ vendor: 'Acme', product: 'RTU-560' }]);
    await writeFile(document, '{"bomFormat":"CycloneDX","specVersion":"1.6"}');
    const sbom = await refresh('vex-own', {
      vex: [{ id: 'own', path: document }],
    });
    expect(sbom.status?.state).toBe('failed');
    expect(sbom.quarantine[0]).toMatchObject({ field: 'vulnerabilities' });
  });
});

describe('configuration of feeds of advice', () => {
  it.each([
    [{ osv: {} }, 'patchRisk.feeds.osv.ecosystems is missing'],
    [
      { nvd: { apiKey: 'with spaces 123' } },
      'patchRisk.feeds.nvd.apiKey is no key',
    ],
    [{ vex: [{ id: 'A', path: 'x' }] }, "patchRisk.feeds.vex[0].id is 'A'"],
  ])('refuses %j', (feeds, message) => {
    const create = () =>
      FeedRefresher.fromConfig({
        config: mockServices.rootConfig({ data: { patchRisk: { feeds } } }),
      } as unknown as Parameters<typeof FeedRefresher.fromConfig>[0]);
    expect(create).toThrow(message);
    expect(create).not.toThrow('with spaces');
  });
});

describe('RequestPace', () => {
  it('never begins more requests in a window than are allowed', async () => {
    let now = 0;
    const begun: number[] = [];
    const pace = RequestPace.create({
      requests: 5,
      windowMs: 30_000,
      now: () => now,
      sleep: async milliseconds => {
        now += milliseconds;
      },
    });
    for (let request = 0; request < 23; request++) {
      await pace.turn(new AbortController().signal);
      begun.push(now);
      now += 700;
    }
    for (const [index, at] of begun.entries()) {
      const inWindow = begun.slice(index).filter(each => each < at + 30_000);
      expect(inWindow.length).toBeLessThanOrEqual(5);
    }
    expect(begun[22]).toBeLessThan(5 * 30_000);
  });
});
