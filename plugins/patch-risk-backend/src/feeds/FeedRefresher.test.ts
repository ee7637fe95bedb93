import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  mockServices,
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { http, HttpResponse, type RequestHandler } from 'msw';
import { WorkerPool } from '../workers/WorkerPool';
import { serveHandlers } from './__testUtils__/serveHandlers';
import { FeedRefresher } from './FeedRefresher';

jest.setTimeout(60_000);

const migrations = resolve(__dirname, '../../migrations');
const advisoryFixture = resolve(
  __dirname,
  '../../../../packages/patch-risk-match/src/csaf/__fixtures__/advisory.json',
);

const kevEntry = (cve: string, fields: object = {}) => ({
  cveID: cve,
  vendorProject: 'Example',
  product: 'Pump',
  vulnerabilityName: `Name of ${cve}`,
  dateAdded: '2025-03-01',
  shortDescription: 'Words.',
  requiredAction: 'Act.',
  dueDate: '2025-03-22',
  knownRansomwareCampaignUse: 'Known',
  notes: '',
  cwes: ['CWE-20'],
  ...fields,
});
const kevCatalog = (vulnerabilities: unknown[], fields: object = {}) => ({
  title: 'Catalog',
  catalogVersion: '2025.03.02',
  dateReleased: '2025-03-02T10:00:00.1234Z',
  count: vulnerabilities.length,
  vulnerabilities,
  ...fields,
});
const epssTable = (rows: string[]) =>
  [
    '#model_version:v2025.03.14,score_date:2025-03-17T00:00:00+0000',
    'cve,epss,percentile',
    ...rows,
    '',
  ].join('\n');

describe('FeedRefresher', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const workers = WorkerPool.fromConfig(new ConfigReader({}));
  const closing: (() => Promise<void>)[] = [];
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patch-risk-refresher-'));
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) {
      await close();
    }
    await rm(folder, { recursive: true });
  });
  afterAll(() => workers.close());

  const setUp = async (databaseId: TestDatabaseId = 'SQLITE_3') => {
    const database = await databases.init(databaseId);
    await database.migrate.latest({ directory: migrations });
    return database;
  };
  const createRefresher = (options: {
    database: Knex;
    feeds: JsonObject;
    at?: string;
    pinned?: boolean;
  }) =>
    FeedRefresher.fromConfig({
      config: new ConfigReader({
        patchRisk: {
          feeds: {
            ...options.feeds,
            http: {
              allowedHosts: ['127.0.0.1'],
              allowPrivateAddresses: true,
              maxRetries: 0,
            },
          },
        },
      }),
      logger: mockServices.logger.mock(),
      database: options.database,
      clock: {
        now: () => new Date(options.at ?? '2025-06-01T00:00:00Z'),
        pinned: options.pinned ?? false,
      },
      workers,
    });
  const serve = async (handlers: RequestHandler[]) => {
    const server = await serveHandlers(handlers);
    closing.push(() => server.close());
    return server.url;
  };
  const statusOf = async (refresher: FeedRefresher, id: string) =>
    (await refresher.status()).find(status => status.id === id);
  const revisionOf = async (database: Knex, id: string) =>
    Number(
      (await database('feed_states').where({ feed_id: id }).first()).revision,
    );

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('takes in KEV, asks for changes only, and forgets what CISA removes', async () => {
      const database = await setUp(databaseId);
      let entries = [
        kevEntry('CVE-2025-1111'),
        kevEntry('CVE-2025-2222'),
        kevEntry('CVE-x'),
      ];
      let requests = 0;
      const url = await serve([
        http.get('*/kev.json', ({ request }) => {
          requests += 1;
          const etag = `"${entries.length}"`;
          return request.headers.get('if-none-match') === etag
            ? new HttpResponse(null, { status: 304 })
            : HttpResponse.json(kevCatalog(entries), { headers: { etag } });
        }),
      ]);
      const refresher = createRefresher({
        database,
        feeds: { kev: { url: `${url}/kev.json` } },
      });

      await expect(refresher.refresh('kev')).resolves.toEqual({
        changed: true,
      });
      expect(await statusOf(refresher, 'kev')).toMatchObject({
        state: 'ok',
        read: 3,
        accepted: 2,
        refused: 1,
        unchanged: false,
        snapshotDate: '2025-03-02',
        demo: false,
        stale: false,
      });
      expect((await refresher.quarantine('kev', { limit: 10 })).items).toEqual([
        expect.objectContaining({
          record: 'CVE-x',
          field: 'cveID',
          value: 'CVE-x',
          reason: 'is no CVE identifier',
        }),
      ]);
      expect(await revisionOf(database, 'kev')).toBe(1);

      await expect(refresher.refresh('kev')).resolves.toEqual({
        changed: false,
      });
      expect(await statusOf(refresher, 'kev')).toMatchObject({
        unchanged: true,
        read: 3,
        accepted: 2,
        refused: 1,
      });
      expect(await revisionOf(database, 'kev')).toBe(1);

      entries = [kevEntry('CVE-2025-1111')];
      await expect(refresher.refresh('kev')).resolves.toEqual({
        changed: true,
      });
      const rows = await database('vulnerabilities').orderBy('cve');
      expect(rows.map(row => [row.cve, row.kev_date_added, row.title])).toEqual(
        [
          ['CVE-2025-1111', '2025-03-01', 'Name of CVE-2025-1111'],
          ['CVE-2025-2222', null, 'Name of CVE-2025-2222'],
        ],
      );
      expect(Boolean(rows[0].kev_ransomware)).toBe(true);
      expect(requests).toBe(3);
      const events = await database('outcome_events').orderBy('sequence');
      expect(events.map(({ type, subject }) => [type, subject])).toEqual(
        Array(3).fill(['feed-refreshed', 'kev']),
      );
    });

    it('keeps scores of known CVEs only, and reads the table again when new CVEs have come', async () => {
      const database = await setUp(databaseId);
      const kevPath = join(folder, 'kev.json');
      const table = gzipSync(
        epssTable([
          'CVE-2025-1111,0.9,0.99',
          'CVE-2025-2222,0.00042,0.1',
          'CVE-2025-3333,1.5,0.1',
          'CVE-2025-4444,,0.1',
        ]),
      );
      const url = await serve([
        http.get('*/epss.csv.gz', ({ request }) =>
          request.headers.get('if-none-match')
            ? new HttpResponse(null, { status: 304 })
            : HttpResponse.arrayBuffer(new Uint8Array(table).buffer, {
                headers: { etag: '"1"', 'content-type': 'application/gzip' },
              }),
        ),
      ]);
      const refresher = createRefresher({
        database,
        feeds: { kev: { path: kevPath }, epss: { url: `${url}/epss.csv.gz` } },
      });
      await writeFile(
        kevPath,
        JSON.stringify(kevCatalog([kevEntry('CVE-2025-1111')])),
      );
      await refresher.refresh('kev');
      await expect(refresher.refresh('epss')).resolves.toEqual({
        changed: true,
      });
      expect(await statusOf(refresher, 'epss')).toMatchObject({
        read: 4,
        accepted: 2,
        refused: 2,
        snapshotDate: '2025-03-17',
      });
      const scores = () =>
        database('vulnerabilities')
          .orderBy('cve')
          .select('cve', 'epss', 'epss_percentile', 'epss_date', 'epss_model');
      expect(await scores()).toEqual([
        {
          cve: 'CVE-2025-1111',
          epss: 0.9,
          epss_percentile: 0.99,
          epss_date: '2025-03-17',
          epss_model: 'v2025.03.14',
        },
      ]);
      await expect(refresher.refresh('epss')).resolves.toEqual({
        changed: false,
      });

      await writeFile(
        kevPath,
        JSON.stringify(
          kevCatalog([kevEntry('CVE-2025-1111'), kevEntry('CVE-2025-2222')]),
        ),
      );
      await refresher.refresh('kev');
      await expect(refresher.refresh('epss')).resolves.toEqual({
        changed: true,
      });
      expect((await scores()).map(row => row.epss)).toEqual([0.9, 0.00042]);
      expect(
        (await refresher.quarantine('epss', { limit: 1 })).nextCursor,
      ).toBeDefined();
    });

    it('replaces an advisory by a newer revision, never by an older one, and in one piece', async () => {
      const database = await setUp(databaseId);
      const path = join(folder, 'csaf');
      await mkdir(path);
      const document = JSON.parse(await readFile(advisoryFixture, 'utf8'));
      const write = async (
        version: string,
        change: (copy: typeof document) => void = () => {},
      ) => {
        const copy = structuredClone(document);
        copy.document.tracking.version = version;
        change(copy);
        await writeFile(join(path, 'a.json'), JSON.stringify(copy));
      };
      await write('2');
      await writeFile(join(path, 'broken.json'), '{"document": {');
      await writeFile(
        join(path, 'page.json'),
        '<!doctype html><title>Sign in</title>',
      );
      await writeFile(
        join(path, 'latin.json'),
        Buffer.from('{"a":"\xe4"}', 'latin1'),
      );
      const refresher = createRefresher({
        database,
        feeds: { csaf: [{ id: 'test', path }] },
      });
      const products = async () =>
        (
          await database('advisory_products')
            .where({ cve: 'CVE-2025-1111' })
            .orderBy('id')
        ).map(row => row.product_id);

      await expect(refresher.refresh('csaf-test')).resolves.toEqual({
        changed: true,
      });
      expect(await statusOf(refresher, 'csaf-test')).toMatchObject({
        state: 'ok',
        read: 4,
        accepted: 1,
        refused: 3,
        snapshotDate: '2025-02-02',
      });
      const { items } = await refresher.quarantine('csaf-test', { limit: 100 });
      expect(
        items
          .filter(item => item.record !== 'a.json')
          .map(item => [item.record, item.reason]),
      ).toEqual([
        [
          'broken.json',
          'broken.json ends in the middle of the JSON text: it is truncated',
        ],
        ['latin.json', 'latin.json is not encoded as UTF-8'],
        [
          'page.json',
          expect.stringContaining('is an HTML or XML page, not JSON'),
        ],
      ]);
      expect(items.filter(item => item.record === 'a.json')).toHaveLength(3);
      const all = await products();
      expect(all).toHaveLength(6);
      const revision = await revisionOf(database, 'csaf-test');

      await expect(refresher.refresh('csaf-test')).resolves.toEqual({
        changed: false,
      });
      expect(await revisionOf(database, 'csaf-test')).toBe(revision);
      expect(
        (await refresher.quarantine('csaf-test', { limit: 100 })).items,
      ).toHaveLength(6);

      await write('1', copy => {
        copy.vulnerabilities = [];
      });
      await expect(refresher.refresh('csaf-test')).resolves.toEqual({
        changed: false,
      });
      expect(await products()).toEqual(all);

      await rm(join(path, 'page.json'));
      await write('3', copy => {
        copy.vulnerabilities[0].product_status = { known_affected: ['P1'] };
      });
      await expect(refresher.refresh('csaf-test')).resolves.toEqual({
        changed: true,
      });
      expect(await products()).toEqual(['P1']);
      const rest = (await refresher.quarantine('csaf-test', { limit: 100 }))
        .items;
      expect(rest.some(item => item.record === 'page.json')).toBe(false);
    });

    it('takes an announced fix for available when its day has come', async () => {
      const database = await setUp(databaseId);
      const feeds = { csaf: [{ id: 'test', path: advisoryFixture }] };
      await createRefresher({ database, feeds }).refresh('csaf-test');
      const announced = () =>
        database('advisory_products')
          .where({ product_id: 'P3', cve: 'CVE-2025-1111' })
          .first('remediation_state', 'available_since', 'planned_for');
      expect(await announced()).toEqual({
        remediation_state: 'announced',
        available_since: null,
        planned_for: '2025-12-01',
      });
      const later = createRefresher({
        database,
        feeds,
        at: '2025-12-01T08:00:00Z',
      });
      await expect(later.refresh('csaf-test')).resolves.toEqual({
        changed: true,
      });
      expect(await announced()).toEqual({
        remediation_state: 'available',
        available_since: '2025-12-01',
        planned_for: null,
      });
    });
  });

  it('finds documents through provider metadata and a ROLIE feed, and reads only what has changed', async () => {
    const database = await setUp();
    const document = JSON.parse(await readFile(advisoryFixture, 'utf8'));
    const seen: string[] = [];
    let updated = '2025-02-01T00:00:00Z';
    let base = '';
    const url = await serve([
      http.get('*', ({ request }) => {
        const { pathname } = new URL(request.url);
        seen.push(pathname);
        if (pathname === '/provider-metadata.json') {
          return HttpResponse.json({
            canonical_url: `${base}/provider-metadata.json`,
            distributions: [
              {
                rolie: {
                  feeds: [
                    { tlp_label: 'WHITE', url: `${base}/feed-white.json` },
                    { tlp_label: 'RED', url: `${base}/feed-red.json` },
                  ],
                },
              },
            ],
          });
        }
        if (pathname === '/feed-white.json') {
          return HttpResponse.json({
            feed: {
              entry: [
                { id: 'a', updated, content: { src: `${base}/a.json` } },
                {
                  id: 'gone',
                  updated: '2025-01-01T00:00:00Z',
                  link: [{ rel: 'self', href: `${base}/gone.json` }],
                },
                { id: 'nothing' },
                {
                  id: 'elsewhere',
                  updated: '2025-01-01T00:00:00Z',
                  content: { src: 'https://evil.example/a.json' },
                },
              ],
            },
          });
        }
        return pathname === '/a.json'
          ? HttpResponse.json(document)
          : new HttpResponse(null, { status: 404 });
      }),
    ]);
    base = url;
    const refresher = createRefresher({
      database,
      feeds: { csaf: [{ id: 'p', url: `${url}/provider-metadata.json` }] },
    });
    await expect(refresher.refresh('csaf-p')).resolves.toEqual({
      changed: true,
    });
    expect(seen.sort()).toEqual([
      '/a.json',
      '/feed-white.json',
      '/gone.json',
      '/provider-metadata.json',
    ]);
    expect(await statusOf(refresher, 'csaf-p')).toMatchObject({
      state: 'ok',
      read: 3,
      accepted: 1,
      refused: 2,
    });
    const reasons = (
      await refresher.quarantine('csaf-p', { limit: 100 })
    ).items.map(item => item.reason);
    expect(reasons).toEqual(
      expect.arrayContaining([
        expect.stringContaining('/gone.json answered with status 404'),
        expect.stringContaining('Host evil.example is not allowed'),
        'feed.entry.2.content.src is missing',
      ]),
    );

    seen.length = 0;
    await expect(refresher.refresh('csaf-p')).resolves.toEqual({
      changed: false,
    });
    expect(seen).not.toContain('/a.json');
    seen.length = 0;
    updated = '2025-03-01T00:00:00Z';
    document.document.tracking.version = '3';
    await expect(refresher.refresh('csaf-p')).resolves.toEqual({
      changed: true,
    });
    expect(seen).toContain('/a.json');
    expect(await database('advisories').first('version')).toEqual({
      version: '3',
    });
  });

  it.each([
    [
      'changes.csv',
      '"2025/a.json","2025-02-01T00:00:00Z"\n"../../secret.json","2025-02-01T00:00:00Z"\n',
    ],
    ['index.txt', '2025/a.json\n../../secret.json\n'],
  ])(
    'reads a directory through %s and stays inside it',
    async (name, listing) => {
      const database = await setUp();
      const document = await readFile(advisoryFixture, 'utf8');
      const seen: string[] = [];
      const url = await serve([
        http.get('*', ({ request }) => {
          const { pathname } = new URL(request.url);
          seen.push(pathname);
          if (pathname === `/csaf/${name}`) {
            return HttpResponse.text(listing);
          }
          return pathname === '/csaf/2025/a.json'
            ? HttpResponse.text(document)
            : new HttpResponse(null, { status: 404 });
        }),
      ]);
      const refresher = createRefresher({
        database,
        feeds: { csaf: [{ id: 'd', url: `${url}/csaf/` }] },
      });
      await expect(refresher.refresh('csaf-d')).resolves.toEqual({
        changed: true,
      });
      expect(await statusOf(refresher, 'csaf-d')).toMatchObject({
        state: 'ok',
        read: 1,
        accepted: 1,
      });
      expect(seen.some(path => path.includes('secret'))).toBe(false);
      expect(
        (await refresher.quarantine('csaf-d', { limit: 100 })).items,
      ).toContainEqual(
        expect.objectContaining({
          field: 'line 2',
          value: '../../secret.json',
        }),
      );
    },
  );

  it('keeps the data of the last success and says why when a feed is not what it should be', async () => {
    const database = await setUp();
    let answer: () => Response = () =>
      HttpResponse.json(kevCatalog([kevEntry('CVE-2025-1111')]));
    const url = await serve([http.get('*/kev.json', () => answer())]);
    const address = `${url.replace(
      '//',
      '//user:hunter2@',
    )}/kev.json?token=s3cret`;
    const refresher = createRefresher({
      database,
      feeds: { kev: { url: address } },
    });
    await refresher.refresh('kev');
    const text = JSON.stringify(
      kevCatalog([kevEntry('CVE-2025-1111'), kevEntry('CVE-2025-2222')]),
    );
    const packed = gzipSync(text);
    const cases: [() => Response, string][] = [
      [() => HttpResponse.text(text.slice(0, -30)), 'truncated'],
      [
        () => HttpResponse.text('<html>Sign in</html>'),
        'HTML or XML page, not JSON',
      ],
      [() => HttpResponse.text(''), 'is empty'],
      [() => HttpResponse.json([1]), 'is no KEV catalogue'],
      [
        () =>
          HttpResponse.json(
            kevCatalog([kevEntry('CVE-2025-1111')], { count: 5 }),
          ),
        'says it has 5 entries, but holds 1',
      ],
      [
        () =>
          HttpResponse.arrayBuffer(
            new Uint8Array(packed.subarray(0, packed.length - 20)).buffer,
          ),
        'damaged or truncated gzip',
      ],
      [
        () => new HttpResponse(null, { status: 503 }),
        'answered with status 503',
      ],
      [
        () => new HttpResponse(null, { status: 403 }),
        'answered with status 403',
      ],
    ];
    for (const [next, reason] of cases) {
      answer = next;
      await expect(refresher.refresh('kev')).rejects.toThrow(reason);
      const status = await statusOf(refresher, 'kev');
      expect(status).toMatchObject({
        state: 'failed',
        read: 1,
        accepted: 1,
        lastSuccessAt: '2025-06-01T00:00:00.000Z',
      });
      expect(status?.error).toContain(reason);
      expect(JSON.stringify(status)).not.toMatch(/hunter2|s3cret/);
    }
    expect(await database('vulnerabilities').select('cve')).toEqual([
      { cve: 'CVE-2025-1111' },
    ]);
    expect(await revisionOf(database, 'kev')).toBe(1);
  });

  it('changes no score when the table ends early', async () => {
    const database = await setUp();
    await writeFile(
      join(folder, 'kev.json'),
      JSON.stringify(kevCatalog([kevEntry('CVE-2025-1111')])),
    );
    const rows = Array.from(
      { length: 50_000 },
      (_, index) => `CVE-2024-${10_000 + index},0.${index},0.5`,
    );
    const packed = gzipSync(epssTable(['CVE-2025-1111,0.9,0.99', ...rows]));
    await writeFile(
      join(folder, 'epss.csv.gz'),
      packed.subarray(0, packed.length - 1000),
    );
    const refresher = createRefresher({
      database,
      feeds: {
        kev: { path: join(folder, 'kev.json') },
        epss: { path: join(folder, 'epss.csv.gz') },
      },
    });
    await refresher.refresh('kev');
    await expect(refresher.refresh('epss')).rejects.toThrow(
      'damaged or truncated gzip',
    );
    expect(await database('vulnerabilities').first('epss')).toEqual({
      epss: null,
    });
  });

  it('goes on where a refresh was stopped', async () => {
    const database = await setUp();
    const document = JSON.parse(await readFile(advisoryFixture, 'utf8'));
    const lines = Array.from({ length: 30 }, (_, index) => {
      document.document.tracking.id = `EW-${index}`;
      return JSON.stringify(document);
    });
    const path = join(folder, 'all.jsonl');
    await writeFile(path, lines.join('\n'));
    const refresher = createRefresher({
      database,
      feeds: { csaf: [{ id: 'test', path }] },
    });
    const count = async () =>
      Number((await database('advisories').count({ n: '*' }))[0].n);
    const controller = new AbortController();
    const stopped = refresher.refresh('csaf-test', {
      signal: controller.signal,
    });
    const outcome = stopped.catch((error: Error) => error.name);
    while ((await count()) < 5) {
      await new Promise(done => setTimeout(done, 2));
    }
    controller.abort();
    expect(await outcome).toBe('AbortError');
    const before = await count();
    expect(await statusOf(refresher, 'csaf-test')).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('was stopped'),
    });
    const [whole] = await database('advisory_products').count({ n: '*' });
    expect(Number(whole.n)).toBe(before * 10);
    await expect(refresher.refresh('csaf-test')).resolves.toEqual({
      changed: true,
    });
    expect(await count()).toBe(30);
  });

  it('tells age, demo data and a refresh that died', async () => {
    const database = await setUp();
    await writeFile(join(folder, 'kev.json'), JSON.stringify(kevCatalog([])));
    const feeds = { kev: { path: join(folder, 'kev.json') } };
    const demo = { kev: { ...feeds.kev, demo: true } };
    await createRefresher({ database, feeds }).refresh('kev');
    const at = '2025-06-05T00:00:00Z';
    expect(
      await statusOf(createRefresher({ database, feeds, at }), 'kev'),
    ).toMatchObject({ stale: true, demo: false });
    expect(
      await statusOf(createRefresher({ database, feeds: demo, at }), 'kev'),
    ).toMatchObject({ stale: false, demo: true, snapshotDate: '2025-03-02' });
    expect(
      await statusOf(createRefresher({ database, feeds }), 'epss'),
    ).toMatchObject({ state: 'never', read: 0 });

    await database('feed_states').update({ state: 'running', progress: 0.5 });
    expect(
      await statusOf(createRefresher({ database, feeds }), 'kev'),
    ).toMatchObject({ state: 'running', progress: 0.5 });
    expect(
      await statusOf(createRefresher({ database, feeds, at }), 'kev'),
    ).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('interrupted'),
    });
    expect(
      await statusOf(createRefresher({ database, feeds, pinned: true }), 'kev'),
    ).toMatchObject({ state: 'failed' });
  });

  it.each<[JsonObject, string]>([
    [
      { kev: { url: 'https://a.example/k', path: 'k' } },
      'patchRisk.feeds.kev has both url and path',
    ],
    [
      { epss: { url: '/tmp/epss.csv' } },
      "patchRisk.feeds.epss.url is 'an address that is no URL', which does not start with https://",
    ],
    [
      { epss: { staleAfter: 'soon' } },
      'patchRisk.feeds.epss.staleAfter is "soon"',
    ],
    [
      { csaf: [{ id: 'a' }] },
      'patchRisk.feeds.csaf[0] has neither url nor path',
    ],
    [
      { csaf: [{ id: 'A b', path: 'x' }] },
      "patchRisk.feeds.csaf[0].id is 'A b'",
    ],
    [
      { csaf: [{ id: 'a', path: 'x', kind: 'folder' }] },
      "patchRisk.feeds.csaf[0].kind is 'folder'; write one of domain, provider, directory, document",
    ],
    [
      {
        csaf: [
          { id: 'a', path: 'x' },
          { id: 'a', path: 'y' },
        ],
      },
      "holds the id 'a' twice",
    ],
  ])('refuses config %j with key, value and remedy', async (feeds, message) => {
    const database = await setUp();
    expect(() => createRefresher({ database, feeds })).toThrow(message);
  });

  it('knows no other feed', async () => {
    const refresher = createRefresher({ database: await setUp(), feeds: {} });
    expect(refresher.list().map(({ id }) => id)).toEqual(['kev', 'epss']);
    await expect(refresher.refresh('nvd')).rejects.toThrow(
      "There is no feed 'nvd'",
    );
  });
});
