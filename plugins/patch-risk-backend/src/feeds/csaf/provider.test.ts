import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { createFeedBench } from '../__testUtils__/createFeedBench';
import { startServer } from '../__testUtils__/startServer';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const fixture = resolve(
  __dirname,
  '../../../../../packages/patch-risk-match/src/csaf/__fixtures__/advisory.json',
);

type Answer = { status?: number; body?: unknown; location?: string };

// eslint-disable-next-line no-script-url
const scriptAddress = 'javascript:alert(1)';

describe.each(databases.eachSupportedId())('a CSAF provider on %s', id => {
  let bench: Awaited<ReturnType<typeof createFeedBench>>;
  let database: Knex;
  let server: Awaited<ReturnType<typeof startServer>>;
  let advisory: string;
  const asked: string[] = [];
  const answers = new Map<string, Answer>();

  beforeEach(async () => {
    bench = await createFeedBench();
    database = await databases.init(id);
    await bench.migrate(database);
    advisory = await readFile(fixture, 'utf8');
    asked.length = 0;
    answers.clear();
    server = await startServer((request, response) => {
      const path = request.url ?? '';
      asked.push(path);
      const {
        status = 200,
        body,
        location,
      } = answers.get(path) ?? {
        status: 404,
      };
      const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
      const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
      if (request.headers['if-none-match'] === etag && status === 200) {
        response.writeHead(304).end();
        return;
      }
      response
        .writeHead(status, { etag, ...(location ? { location } : {}) })
        .end(text);
    });
  });
  afterEach(async () => {
    await server.close();
    await bench.close();
  });

  const put = (path: string, body: unknown) => answers.set(path, { body });
  const url = (path: string) => `${server.url}${path}`;
  const document = (number: number) =>
    advisory.replace(
      /("tracking":\s*\{[^}]*?"id":\s*")[^"]*/,
      `$1EX-${number}`,
    );
  const entry = (number: number, more: JsonObject[] = []): JsonObject => ({
    id: `EX-${number}`,
    updated: '2025-02-01T00:00:00Z',
    content: { src: url(`/white/${number}.json`) },
    link: more,
  });
  const refresh = async (item: JsonObject = {}) => {
    asked.length = 0;
    const refresher = bench.refresher({
      database,
      feeds: {
        csaf: [{ id: 'p', url: url('/provider-metadata.json'), ...item }],
      },
      at: '2025-06-01T00:00:00Z',
    });
    const failure = await refresher.refresh('csaf-p').then(
      () => undefined,
      error => error as Error,
    );
    const all = await refresher.status();
    const { items } = await refresher.quarantine('csaf-p', { limit: 200 });
    const rows = await database('advisories')
      .orderBy('id')
      .select('tracking_id');
    return {
      failure,
      status: all.find(each => each.id === 'csaf-p')!,
      // The document of the fixture has problems in its fields.
      quarantine: items.filter(
        ({ field }) => !field || field.startsWith('feed.'),
      ),
      stored: rows.map(row => row.tracking_id),
    };
  };
  const metadata = (feeds: JsonObject[], more: JsonObject = {}) => ({
    distributions: [{ rolie: { feeds, ...more } }],
  });

  it('is followed from its domain over service documents and pages, and costs nothing when unchanged', async () => {
    put(
      '/.well-known/security.txt',
      `Contact: mailto:psirt@example.com\nCSAF: http://127.0.0.1/plain.json\nCSAF: ${url(
        '/p.json',
      )}\n`,
    );
    // Only https counts in a security.txt, so the metadata is where it should be.
    put('/.well-known/csaf/provider-metadata.json', {
      distributions: [
        { rolie: { feeds: [], services: [url('/service.json')] } },
      ],
    });
    put('/service.json', {
      service: {
        workspace: [
          {
            collection: [
              { title: 'Open (TLP:WHITE)', href: url('/white.json') },
              { title: 'Closed (TLP:AMBER)', href: url('/amber.json') },
            ],
          },
        ],
      },
    });
    put('/white.json', {
      feed: {
        link: [{ rel: 'next', href: 'white-2.json' }],
        entry: [entry(1)],
      },
    });
    // The last page leads back to the first: read once.
    put('/white-2.json', {
      feed: { link: [{ rel: 'next', href: 'white.json' }], entry: [entry(2)] },
    });
    put('/amber.json', { feed: { entry: [entry(3)] } });
    for (const number of [1, 2, 3]) {
      put(`/white/${number}.json`, document(number));
    }
    const item = { url: url('/'), kind: 'domain' };
    const first = await refresh(item);
    expect(first).toMatchObject({
      failure: undefined,
      stored: ['EX-1', 'EX-2'],
    });
    const second = await refresh(item);
    expect(second.status).toMatchObject({ unchanged: true, accepted: 2 });
    expect(asked.some(path => path.startsWith('/white/'))).toBe(false);
    expect(await refresh({ ...item, tlp: ['CLEAR', 'AMBER'] })).toMatchObject({
      stored: ['EX-1', 'EX-2', 'EX-3'],
    });
  });

  it('has documents checked against the hashes that it lists', async () => {
    const link = (number: number, algorithm: string) => ({
      rel: 'hash',
      href: url(`/white/${number}.json.${algorithm}`),
    });
    put('/provider-metadata.json', metadata([{ url: url('/white.json') }]));
    put('/white.json', {
      feed: {
        entry: [
          entry(1, [link(1, 'sha256'), link(1, 'sha512')]),
          entry(2, [link(2, 'sha256')]),
          entry(3, [link(3, 'sha256')]),
        ],
      },
    });
    const hash = (algorithm: string, text: string) =>
      `${createHash(algorithm).update(text).digest('hex')}  name.json\n`;
    for (const number of [1, 2, 3]) {
      put(`/white/${number}.json`, document(number));
    }
    put('/white/1.json.sha512', hash('sha512', document(1)));
    put('/white/2.json.sha256', hash('sha256', 'something else'));
    const { quarantine, stored } = await refresh();
    // A hash that cannot be had costs no advisory.
    expect(stored).toEqual(['EX-1', 'EX-3']);
    expect(quarantine).toMatchObject([
      {
        record: url('/white/2.json'),
        reason: expect.stringContaining('does not have the sha256'),
      },
    ]);
    put('/white/2.json.sha256', hash('sha256', document(2)));
    expect(await refresh()).toMatchObject({
      stored: ['EX-1', 'EX-2', 'EX-3'],
      quarantine: [],
    });
  });

  it('withdraws what it no longer lists, but never much at once', async () => {
    put('/provider-metadata.json', metadata([{ url: url('/white.json') }]));
    const list = (numbers: number[]) =>
      put('/white.json', { feed: { entry: numbers.map(each => entry(each)) } });
    const all = Array.from({ length: 14 }, (_, index) => index + 1);
    for (const number of all) {
      put(`/white/${number}.json`, document(number));
    }
    list(all);
    expect((await refresh()).stored).toHaveLength(14);
    list(all.slice(1));
    expect(await refresh()).toMatchObject({
      status: { unchanged: false, accepted: 13 },
    });
    list([14]);
    const cut = await refresh();
    expect(cut.stored).toHaveLength(13);
    expect(cut.quarantine).toMatchObject([
      { reason: expect.stringContaining('12 of 13 documents are no longer') },
    ]);
  });

  it('is not followed to hosts that are not allowed, and hostile lists do no harm', async () => {
    put('/provider-metadata.json', metadata([{ url: url('/white.json') }]));
    answers.set('/white/1.json', {
      status: 302,
      location: 'http://evil.example/1.json',
    });
    put('/white/2.json', document(2));
    answers.set('/white/4.json', { status: 404 });
    put(
      '/white.json',
      JSON.stringify({
        feed: {
          link: [{ rel: 'next', href: 'http://evil.example/next.json' }],
          entry: [
            entry(1),
            entry(2),
            entry(4),
            7,
            { content: { src: scriptAddress } },
          ],
        },
      }).replace('"feed":{', '"feed":{"__proto__":{"entry":[]},'),
    );
    const broken = await refresh();
    expect(broken.failure?.message).toContain('evil.example is not allowed');
    put('/white.json', {
      feed: {
        entry: [
          entry(1),
          entry(2),
          entry(4),
          7,
          { content: { src: scriptAddress } },
        ],
      },
    });
    const { quarantine, status, stored } = await refresh();
    expect(stored).toEqual(['EX-2']);
    expect(status).toMatchObject({ state: 'ok', refused: 2 });
    expect(quarantine.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('evil.example is not allowed'),
        expect.stringContaining('status 404'),
      ]),
    );
    expect(quarantine.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['feed.entry.3', 'feed.entry.4.content.src']),
    );
  });
});

it('reads a list of 10,000 documents and then only what is new', async () => {
  const bench = await createFeedBench();
  const database = await databases.init('SQLITE_3');
  await bench.migrate(database);
  let requests = 0;
  const lines = Array.from(
    { length: 10_000 },
    (_, index) => `"2025/${index}.json","2025-01-01T00:00:00Z"`,
  );
  const server = await startServer((request, response) => {
    requests += 1;
    if (request.url === '/csaf/changes.csv') {
      response.end(lines.join('\n'));
    } else {
      response.writeHead(404).end();
    }
  });
  const refresher = bench.refresher({
    database,
    feeds: { csaf: [{ id: 'd', url: `${server.url}/csaf/` }] },
    at: '2025-06-01T00:00:00Z',
  });
  // As after a reading that dealt with all of them.
  await refresher
    .refresh('csaf-d', { signal: AbortSignal.abort() })
    .catch(() => {});
  await database('feed_states')
    .where({ feed_id: 'csaf-d' })
    .update({
      cursor: JSON.stringify({
        source: `${server.url}/csaf/`,
        isComplete: true,
        listings: {},
        documents: Object.fromEntries(
          lines.map((_, index) => [
            `${server.url}/csaf/2025/${index}.json`,
            { updated: '2025-01-01T00:00:00Z' },
          ]),
        ),
      }),
    });
  requests = 0;
  lines[0] = '"2025/0.json","2025-02-01T00:00:00Z"';
  await refresher.refresh('csaf-d');
  expect(requests).toBe(2);
  await server.close();
  await bench.close();
});
