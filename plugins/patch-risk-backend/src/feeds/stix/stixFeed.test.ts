import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { http, HttpResponse } from 'msw';
import { createFeedBench } from '../__testUtils__/createFeedBench';
import { startServer } from '../__testUtils__/startServer';
import { intelligenceBench } from '../intelligence/__testUtils__/intelligenceBench';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const CVE = 'CVE-2025-1111';
const AMBER = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82';
const RED = 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1';

function idOf(type: string, number: number): string {
  return `${type}--00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function stix(type: string, number: number, more: JsonObject = {}): JsonObject {
  return {
    type,
    spec_version: '2.1',
    id: idOf(type, number),
    created: '2025-03-01T00:00:00.000Z',
    modified: '2025-03-01T00:00:00.000Z',
    ...more,
  };
}

const vulnerability = (number = 1, cve = CVE) =>
  stix('vulnerability', number, {
    name: 'A flaw',
    external_references: [{ source_name: 'cve', external_id: cve }],
  });
const sighting = (number: number, more: JsonObject = {}) =>
  stix('sighting', number, {
    sighting_of_ref: idOf('vulnerability', 1),
    first_seen: '2025-04-01T08:00:00Z',
    last_seen: '2025-05-01T08:00:00Z',
    count: 7,
    confidence: 80,
    created_by_ref: idOf('identity', 1),
    ...more,
  });
const publisher = stix('identity', 1, { name: 'CERT <b>Example</b>' });
const bundle = (objects: unknown[]) =>
  JSON.stringify({ type: 'bundle', id: idOf('bundle', 1), objects });

describe.each(databases.eachSupportedId())('feeds of STIX on %s', id => {
  let bench: Awaited<ReturnType<typeof createFeedBench>>;
  let database: Knex;
  let of: ReturnType<typeof intelligenceBench>;

  beforeEach(async () => {
    bench = await createFeedBench();
    database = await databases.init(id);
    await bench.migrate(database);
    of = intelligenceBench({ bench, database, kind: 'stix' });
  });
  afterEach(() => bench.close());

  const read = async (
    objects: unknown[],
    item: JsonObject = {},
    at?: string,
  ) => {
    const path = join(bench.folder, 'bundle.json');
    await writeFile(path, bundle(objects));
    return of.refresh({ path, ...item }, at);
  };

  it('joins sightings and uses with actors, sectors and products', async () => {
    const answer = await read([
      sighting(1, { where_sighted_refs: [idOf('identity', 2)] }),
      vulnerability(),
      publisher,
      stix('identity', 2, { name: 'Utility', sectors: ['energy', 'water'] }),
      stix('intrusion-set', 1, { name: 'Quiet Heron' }),
      stix('relationship', 1, {
        relationship_type: 'exploits',
        source_ref: idOf('intrusion-set', 1),
        target_ref: idOf('vulnerability', 1),
        object_marking_refs: [AMBER],
      }),
      stix('relationship', 2, {
        relationship_type: 'targets',
        source_ref: idOf('intrusion-set', 1),
        target_ref: idOf('identity', 2),
      }),
      stix('tool', 1, { name: 'Kit' }),
      stix('relationship', 3, {
        relationship_type: 'targets',
        source_ref: idOf('tool', 1),
        target_ref: idOf('vulnerability', 1),
      }),
      stix('infrastructure', 1, { name: 'Gateway 7' }),
      stix('relationship', 4, {
        relationship_type: 'has',
        source_ref: idOf('infrastructure', 1),
        target_ref: idOf('vulnerability', 1),
      }),
      stix('report', 1, { name: 'Of no use' }),
    ]);
    expect(answer).toMatchObject({
      failure: undefined,
      status: { state: 'ok', read: 12, accepted: 11, refused: 0 },
    });
    expect(await of.sightings(CVE)).toEqual([
      {
        feedId: 'stix-isac',
        kind: 'sighting',
        source: 'CERT <b>Example</b>',
        actors: [],
        products: ['Gateway 7'],
        sectors: ['energy', 'water'],
        firstSeenOn: '2025-04-01',
        lastSeenOn: '2025-05-01',
        count: 7,
        confidence: 0.8,
        tlp: undefined,
        knownFrom: '2025-06-01',
      },
      expect.objectContaining({
        kind: 'use',
        source: 'Sector ISAC',
        actors: ['Quiet Heron'],
        sectors: ['energy', 'water'],
        tlp: 'AMBER',
      }),
      expect.objectContaining({ kind: 'capability', actors: ['Kit'] }),
    ]);
    // By when we knew it.
    expect(await of.sightings(CVE, '2025-06-01T11:59:59.000Z')).toEqual([]);
  });

  it('keeps what was known when a report changes, is revoked or goes away', async () => {
    await read([vulnerability(), publisher, sighting(1), sighting(2)]);
    await read(
      [
        vulnerability(),
        publisher,
        sighting(1, { count: 9, modified: '2025-06-02T00:00:00Z' }),
        sighting(2, { revoked: true, modified: '2025-06-02T00:00:00Z' }),
      ],
      {},
      '2025-06-03T00:00:00.000Z',
    );
    expect(await of.sightings(CVE)).toMatchObject([{ count: 14 }]);
    expect(await of.sightings(CVE, '2025-06-03T00:00:00.000Z')).toMatchObject([
      { count: 9 },
    ]);
    const again = await read(
      [vulnerability(), publisher],
      {},
      '2025-06-04T00:00:00.000Z',
    );
    expect(again.status).toMatchObject({ unchanged: false });
    expect(await of.sightings(CVE, '2025-06-05T00:00:00.000Z')).toEqual([]);
    expect(await of.sightings(CVE, '2025-06-03T12:00:00.000Z')).toHaveLength(1);
    const once = await read(
      [vulnerability(), publisher],
      {},
      '2025-06-05T00:00:00.000Z',
    );
    expect(once.status).toMatchObject({ unchanged: true });
  });

  it('takes only the labels that are configured, and an unknown marking for the strictest', async () => {
    const objects = [
      vulnerability(),
      publisher,
      sighting(1, { object_marking_refs: [RED], count: 100 }),
      sighting(2, {
        object_marking_refs: [idOf('marking-definition', 5)],
        count: 10,
      }),
      sighting(3, { count: 1 }),
    ];
    await read(objects);
    expect(await of.sightings(CVE)).toMatchObject([{ count: 1 }]);
    await read([
      ...objects,
      stix('marking-definition', 5, {
        definition_type: 'tlp',
        definition: { tlp: 'green' },
      }),
    ]);
    expect(
      (await of.sightings(CVE)).map(({ tlp, count }) => [tlp, count]),
    ).toEqual(
      expect.arrayContaining([
        ['GREEN', 10],
        [undefined, 1],
      ]),
    );
    await read(objects, { tlp: ['TLP:RED'] });
    expect(await of.sightings(CVE)).toEqual(
      expect.arrayContaining([expect.objectContaining({ tlp: 'RED' })]),
    );
  });

  it('refuses what is hostile or malformed with its place, and takes the rest', async () => {
    const path = join(bench.folder, 'hostile.json');
    await writeFile(
      path,
      bundle([
        vulnerability(),
        { ...publisher, name: '\u0000<script>alert(1)</script>' },
        sighting(1),
        sighting(2, { first_seen: '3026-01-01T00:00:00Z' }),
        sighting(3, { count: 'many' }),
        sighting(4, { modified: '3026-01-01T00:00:00Z' }),
        stix('relationship', 9, { relationship_type: 'exploits' }),
        'a text',
        // A circle of relationships.
        stix('malware', 1, { name: 'Ouroboros' }),
        stix('relationship', 5, {
          relationship_type: 'targets',
          source_ref: idOf('malware', 1),
          target_ref: idOf('relationship', 6),
        }),
        stix('relationship', 6, {
          relationship_type: 'targets',
          source_ref: idOf('relationship', 5),
          target_ref: idOf('malware', 1),
        }),
        stix('relationship', 7, {
          relationship_type: 'exploits',
          source_ref: idOf('vulnerability', 1),
          target_ref: idOf('vulnerability', 1),
        }),
      ]).replace(
        '"name":"A flaw"',
        '"name":"A flaw","__proto__":{"revoked":true}',
      ),
    );
    const { failure, quarantine, status } = await of.refresh({ path });
    expect(failure).toBeUndefined();
    expect(status).toMatchObject({ refused: 5 });
    expect(quarantine.map(({ field, value }) => [field, value])).toEqual([
      ['objects.3.first_seen', '3026-01-01T00:00:00Z'],
      ['objects.4.count', 'many'],
      ['objects.5.modified', '3026-01-01T00:00:00Z'],
      ['objects.6.source_ref', undefined],
      ['objects.7', 'a text'],
    ]);
    expect(await of.sightings(CVE)).toMatchObject([
      { source: '<script>alert(1)</script>', count: 7 },
    ]);
    expect(({} as { revoked?: unknown }).revoked).toBeUndefined();

    await writeFile(path, '{"type":"bundle","objects":{"0":{}}}');
    expect((await of.refresh({ path })).failure?.message).toContain(
      'no usable STIX 2.1 object',
    );
    expect(await of.sightings(CVE)).toHaveLength(1);
  });

  it('reads from a TAXII server only what was added since, page by page, and goes on where it was cut off', async () => {
    const objects = Array.from({ length: 5 }, (_, index) =>
      sighting(index + 1),
    );
    const all: unknown[] = [vulnerability(), publisher, ...objects];
    const asked: string[] = [];
    let isBroken = true;
    const url = await bench.serve([
      http.get('*/taxii2/', ({ request }) => {
        expect(request.headers.get('accept')).toContain('taxii+json');
        return request.headers.get('authorization') === 'Bearer s3cret-token'
          ? HttpResponse.json({
              title: 'T',
              default: '/api1/',
              api_roots: ['/api1/'],
            })
          : new HttpResponse(null, { status: 401 });
      }),
      http.get('*/api1/collections/', () =>
        HttpResponse.json({
          collections: [
            { id: 'open', title: 'Sightings', can_read: true },
            { id: 'closed', title: 'Closed', can_read: false },
          ],
        }),
      ),
      http.get('*/api1/collections/open/objects/', ({ request }) => {
        const query = new URL(request.url).searchParams;
        asked.push(`${query.get('added_after')} ${query.get('next')}`);
        const first = Number(query.get('next') ?? 0);
        const headers = {
          'X-TAXII-Date-Added-Last': `2025-06-01T00:00:0${Math.min(
            9,
            first + 3,
          )}.000Z`,
        };
        if (query.get('added_after')) {
          return HttpResponse.json({ more: false });
        }
        if (isBroken && first >= 3) {
          return new HttpResponse(null, { status: 503 });
        }
        const more = first + 3 < all.length;
        return HttpResponse.json(
          {
            more,
            ...(more ? { next: String(first + 3) } : {}),
            objects: all.slice(first, first + 3),
          },
          { headers },
        );
      }),
    ]);
    const item = { url: `${url}/taxii2/`, token: 's3cret-token' };
    const broken = await of.refresh(item);
    expect(broken.failure?.message).toContain('503');
    expect(JSON.stringify(broken)).not.toContain('s3cret');
    isBroken = false;
    expect((await of.refresh(item)).failure).toBeUndefined();
    expect(await of.sightings(CVE)).toMatchObject([{ count: 35 }]);
    const third = await of.refresh(item);
    expect(third.status).toMatchObject({ unchanged: true, state: 'ok' });
    expect(asked).toEqual([
      'null null',
      'null 3',
      'null 3',
      'null 6',
      '2025-06-01T00:00:09.000Z null',
    ]);
    const refused = await of.refresh({ ...item, token: 'another' });
    expect(refused.failure?.message).toContain('401');
  });

  it('gives its secret to no other server, and ends pages that go in a circle', async () => {
    const seen: (string | undefined)[] = [];
    const other = await startServer((request, response) => {
      seen.push(request.headers.authorization);
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(
          request.url?.endsWith('/collections/')
            ? { collections: [{ id: 'one', title: 'One', can_read: true }] }
            : { more: true, next: 'again', objects: [] },
        ),
      );
    });
    const url = await bench.serve([
      http.get('*/taxii2/', () =>
        HttpResponse.json({ title: 'T', api_roots: [`${other.url}/api/`] }),
      ),
    ]);
    const answer = await of.refresh({
      url: `${url}/taxii2/`,
      username: 'reader',
      password: 'pa55word',
    });
    await other.close();
    expect(answer.failure?.message).toContain('in a circle');
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.every(header => header === undefined)).toBe(true);

    const elsewhere = await bench.serve([
      http.get('*/taxii2/', () =>
        HttpResponse.json({ title: 'T', api_roots: ['http://evil.example/'] }),
      ),
    ]);
    const refused = await of.refresh({ url: `${elsewhere}/taxii2/` });
    expect(refused.failure?.message).toContain('evil.example is not allowed');
  });
});

it('reads 100,000 objects', async () => {
  const bench = await createFeedBench();
  const database = await databases.init('SQLITE_3');
  await bench.migrate(database);
  const of = intelligenceBench({ bench, database, kind: 'stix' });
  const path = join(bench.folder, 'large.json');
  await writeFile(
    path,
    bundle([
      vulnerability(),
      ...Array.from({ length: 20_000 }, (_, index) => sighting(index + 1)),
      ...Array.from({ length: 80_000 }, (_, index) => stix('file', index)),
    ]),
  );
  const { status } = await of.refresh({ path });
  expect(status).toMatchObject({
    state: 'ok',
    read: 100_001,
    accepted: 20_001,
  });
  expect(await of.sightings(CVE)).toMatchObject([{ count: 140_000 }]);
  await bench.close();
});
