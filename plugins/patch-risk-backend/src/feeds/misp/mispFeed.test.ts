import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { createFeedBench } from '../__testUtils__/createFeedBench';
import { startServer } from '../__testUtils__/startServer';
import { intelligenceBench } from '../intelligence/__testUtils__/intelligenceBench';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const CVE = 'CVE-2025-1111';
const seconds = (instant: string) => String(Date.parse(instant) / 1_000);

function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function event(number: number, more: JsonObject = {}): JsonObject {
  return {
    uuid: uuidOf(number),
    info: 'An event',
    timestamp: seconds('2025-05-01T00:00:00Z'),
    published: true,
    Orgc: { name: 'CERT Example' },
    ...more,
  };
}

const seen = (date: string, type = '0', name = 'Plant <i>North</i>') => ({
  type,
  date_sighting: seconds(date),
  Organisation: { name },
});

const attribute = (sightings: JsonObject[] = [], more: JsonObject = {}) => ({
  type: 'vulnerability',
  value: CVE,
  timestamp: seconds('2025-04-30T00:00:00Z'),
  Sighting: sightings,
  ...more,
});

describe.each(databases.eachSupportedId())('feeds of MISP on %s', id => {
  let bench: Awaited<ReturnType<typeof createFeedBench>>;
  let database: Knex;
  let of: ReturnType<typeof intelligenceBench>;

  beforeEach(async () => {
    bench = await createFeedBench();
    database = await databases.init(id);
    await bench.migrate(database);
    of = intelligenceBench({ bench, database, kind: 'misp' });
  });
  afterEach(() => bench.close());

  const read = async (
    events: unknown[],
    at?: string,
    item: JsonObject = {},
  ) => {
    const path = join(bench.folder, 'export.json');
    await writeFile(
      path,
      JSON.stringify({ response: events.map(Event => ({ Event })) }),
    );
    return of.refresh({ path, ...item }, at);
  };

  it('reads sightings, clusters, labels and how sure the source is', async () => {
    const answer = await read([
      event(1, {
        Tag: [
          { name: 'tlp:green' },
          { name: 'misp-galaxy:sector="Energy"' },
          { name: 'estimative-language:likelihood-probability="likely"' },
        ],
        Galaxy: [
          { type: 'threat-actor', GalaxyCluster: [{ value: 'Quiet Heron' }] },
        ],
        Attribute: [
          attribute([
            seen('2025-04-01T00:00:00Z'),
            seen('2025-04-03T00:00:00Z'),
            seen('2025-04-02T00:00:00Z', '0', 'Plant South'),
            // Taken back, so it was not seen there.
            seen('2025-04-05T00:00:00Z', '1', 'Plant South'),
          ]),
          attribute([], { value: 'CVE-2025-2222', deleted: true }),
          { type: 'ip-dst', value: '192.0.2.1' },
        ],
        Object: [
          {
            name: 'vulnerability',
            Attribute: [
              attribute([], { value: 'cve-2025-3333' }),
              { type: 'cpe', value: 'cpe:2.3:h:example:gateway:7' },
            ],
          },
        ],
      }),
      event(2, {
        published: false,
        Attribute: [attribute([seen('2025-04-01T00:00:00Z')])],
      }),
    ]);
    expect(answer).toMatchObject({
      failure: undefined,
      status: { read: 2, accepted: 2, refused: 0 },
      quarantine: [],
    });
    expect(await of.sightings(CVE)).toEqual([
      {
        feedId: 'misp-isac',
        kind: 'sighting',
        source: 'Plant <i>North</i>',
        actors: ['Quiet Heron'],
        products: [],
        sectors: ['Energy'],
        firstSeenOn: '2025-04-01',
        lastSeenOn: '2025-04-03',
        count: 2,
        confidence: 0.675,
        tlp: 'GREEN',
        knownFrom: '2025-06-01',
      },
      expect.objectContaining({ kind: 'mention', source: 'CERT Example' }),
    ]);
    expect(await of.sightings('CVE-2025-2222')).toEqual([]);
    expect(await of.sightings('CVE-2025-3333')).toMatchObject([
      { kind: 'mention', products: ['cpe:2.3:h:example:gateway:7'] },
    ]);
  });

  it('withdraws what an event no longer says, from a directory of events', async () => {
    const path = join(bench.folder, 'events');
    await mkdir(path);
    const put = (number: number, sightings: JsonObject[]) =>
      writeFile(
        join(path, `${uuidOf(number)}.json`),
        JSON.stringify({
          Event: event(number, { Attribute: [attribute(sightings)] }),
        }),
      );
    await writeFile(join(path, 'manifest.json'), '{}');
    await put(1, [seen('2025-04-01T00:00:00Z')]);
    await put(2, [seen('2025-04-02T00:00:00Z', '0', 'Plant South')]);
    expect((await of.refresh({ path })).status).toMatchObject({ read: 2 });
    const kinds = async (asOf: string) =>
      (await of.sightings(CVE, asOf)).map(({ kind, source }) => [kind, source]);
    expect(await kinds('2025-06-02T00:00:00.000Z')).toHaveLength(3);
    await put(2, []);
    await of.refresh({ path }, '2025-06-02T12:00:00.000Z');
    expect(await kinds('2025-06-03T00:00:00.000Z')).toEqual([
      ['sighting', 'Plant <i>North</i>'],
      ['mention', 'CERT Example'],
    ]);
    expect(await kinds('2025-06-02T00:00:00.000Z')).toHaveLength(3);
    expect(
      (await of.refresh({ path }, '2025-06-04T00:00:00.000Z')).status,
    ).toMatchObject({ unchanged: true, read: 2 });
  });

  it('leaves out what is labelled more strictly than is taken', async () => {
    const red = event(1, {
      Tag: [{ name: 'tlp:red' }],
      Attribute: [attribute([seen('2025-04-01T00:00:00Z')])],
    });
    await read([red]);
    expect(await of.sightings(CVE)).toEqual([]);
    await read([red], undefined, { tlp: ['RED'] });
    expect(await of.sightings(CVE)).toHaveLength(2);
  });

  it('refuses what is hostile or malformed with its place, and takes the rest', async () => {
    const text = JSON.stringify({
      response: [
        { Event: event(1, { Attribute: 'none' }) },
        { Event: event(2, { timestamp: seconds('3026-01-01T00:00:00Z') }) },
        { Event: event(3, { uuid: 'no-uuid' }) },
        {
          Event: event(4, {
            Attribute: [
              attribute([
                seen('3026-01-01T00:00:00Z'),
                seen('2025-04-01T00:00:00Z', '7'),
                seen('2025-04-01T00:00:00Z'),
              ]),
              { type: 'vulnerability', value: 7 },
              { type: 'vulnerability', value: '<img src=x onerror=alert(1)>' },
              'a text',
            ],
          }),
        },
      ],
    }).replace(
      '"info":"An event"',
      '"info":"An event","__proto__":{"deleted":true}',
    );
    const path = join(bench.folder, 'hostile.json');
    await writeFile(path, text);
    const { quarantine, status } = await of.refresh({ path });
    expect(status).toMatchObject({
      state: 'ok',
      read: 4,
      accepted: 1,
      refused: 3,
    });
    expect(quarantine.map(({ field }) => field)).toEqual([
      '0.Event.Attribute',
      '1.Event.timestamp',
      '2.Event.uuid',
      '3.Event.Attribute.1.value',
      '3.Event.Attribute.3',
      '3.Event.Attribute.0.Sighting.0.date_sighting',
      '3.Event.Attribute.0.Sighting.1.type',
    ]);
    expect(await of.sightings(CVE)).toMatchObject([
      { kind: 'sighting', count: 1 },
      { kind: 'mention' },
    ]);
    await writeFile(path, '{"response":{"Event":1}}');
    expect((await of.refresh({ path })).failure?.message).toContain(
      'no event of MISP',
    );
  });

  it('asks a server for what has changed since, with its key, and goes on where it was cut off', async () => {
    const events = Array.from({ length: 60 }, (_, index) =>
      event(index + 1, {
        Attribute: [attribute([seen('2025-04-01T00:00:00Z')])],
      }),
    );
    const asked: { page: number; timestamp?: number }[] = [];
    const keys: (string | undefined)[] = [];
    let status = 503;
    const server = await startServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        const { page, timestamp, limit } = JSON.parse(body);
        asked.push({ page, timestamp });
        keys.push(request.headers.authorization);
        if (page > 1 && status !== 200) {
          response.writeHead(status).end();
          return;
        }
        const found = timestamp ? [] : events;
        response.end(
          JSON.stringify({
            response: found
              .slice((page - 1) * limit, page * limit)
              .map(Event => ({ Event })),
          }),
        );
      });
    });
    const item = { url: server.url, apiKey: 's3cret-key' };
    const broken = await of.refresh(item);
    expect(broken.failure?.message).toContain('503');
    expect(JSON.stringify(broken)).not.toContain('s3cret');
    status = 200;
    expect((await of.refresh(item)).failure).toBeUndefined();
    expect((await of.refresh(item)).status).toMatchObject({
      unchanged: true,
      read: 60,
    });
    expect(asked).toEqual([
      { page: 1 },
      { page: 2 },
      { page: 2 },
      { page: 1, timestamp: Number(seconds('2025-05-01T00:00:00Z')) },
    ]);
    expect(new Set(keys)).toEqual(new Set(['s3cret-key']));
    expect(await of.sightings(CVE)).toMatchObject([
      { kind: 'sighting', count: 60 },
      { kind: 'mention' },
    ]);
    await server.close();

    const redirecting = await startServer((_, response) => {
      response.writeHead(302, { location: 'http://evil.example/' }).end();
    });
    const refused = await of.refresh({ ...item, url: redirecting.url });
    expect(refused.failure?.message).toContain('redirects what is posted');
    await redirecting.close();
  });
});
