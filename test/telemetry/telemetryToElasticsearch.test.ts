import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Client } from '@elastic/elasticsearch';
import { ElasticsearchEventSink } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/sinks/ElasticsearchEventSink';
import { AnomalyStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/AnomalyStore';
import { Outbox } from '@patch-risk/backstage-plugin-patch-risk-backend/src/delivery/Outbox';
import { readBatch } from '@patch-risk/backstage-plugin-patch-risk-backend/src/telemetry/readBatch';
import { readTelemetrySettings } from '@patch-risk/backstage-plugin-patch-risk-backend/src/telemetry/readTelemetrySettings';
import { TelemetryIngest } from '@patch-risk/backstage-plugin-patch-risk-backend/src/telemetry/TelemetryIngest';
import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';
import { resolve } from 'node:path';
import { RealElasticsearch } from '../services/elasticsearch/RealElasticsearch';
import { generateTelemetry, type Incident } from './generateTelemetry';

jest.setTimeout(300_000);

const devices = Array.from(
  { length: 24 },
  (_, index) => `resource:default/device-${index}`,
);
const FROM = '2026-11-18T00:00:00.000Z';
const TO = '2026-11-20T00:00:00.000Z';
const clock = { now: () => new Date('2026-11-20T01:00:00.000Z'), pinned: true };
const settings = readTelemetrySettings(
  mockServices.rootConfig({
    data: { app: { baseUrl: 'http://localhost:3000' } },
  }),
);

const incidents: Incident[] = [
  {
    device: devices[3],
    metric: 'bytes_out_per_minute',
    from: '2026-11-19T09:00:00.000Z',
    to: '2026-11-19T10:00:00.000Z',
    factor: 6,
  },
  {
    device: devices[11],
    metric: 'peers',
    from: '2026-11-19T02:00:00.000Z',
    to: '2026-11-19T03:30:00.000Z',
    factor: 4,
  },
  {
    device: devices[20],
    metric: 'cpu_percent',
    from: '2026-11-19T16:00:00.000Z',
    to: '2026-11-19T17:00:00.000Z',
    factor: 0.1,
  },
];

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function databaseWithDevices(): Promise<Knex> {
  const database = await databases.init('SQLITE_3');
  await database.migrate.latest({
    directory: resolve(
      __dirname,
      '../../plugins/patch-risk-backend/migrations',
    ),
  });
  await database('devices').insert(
    devices.map((ref, index) => ({
      entity_ref: ref,
      uid: ref,
      etag: '1',
      title: `Device ${index}`,
      fields: JSON.stringify({
        addresses: {
          mac: [],
          ip: [`192.0.2.${index + 1}`],
          hostname: [`device-${index}.plant.example`],
        },
        criticality: 'high',
        changeWindows:
          index === 20
            ? [
                {
                  rrule: 'DTSTART:20260101T160000 RRULE:FREQ=DAILY',
                  timeZone: 'Etc/UTC',
                  durationMinutes: 60,
                },
              ]
            : [],
        compensatingControls: [],
      }),
      problems: '[]',
      first_seen_at: FROM,
      last_seen_at: FROM,
      changed_at: FROM,
    })),
  );
  return database;
}

/** Replays two days in batches of two hours; every batch goes through the wire format. */
async function replay(
  database: Knex,
  options: { seed: number; incidents: Incident[] },
): Promise<{ accepted: number; refused: number }> {
  const ingest = TelemetryIngest.create({
    database,
    outbox: Outbox.create({
      eventSinkIds: () => ['elasticsearch'],
      ticketSinkIds: () => [],
      clock,
    }),
    clock,
    logger: mockServices.logger.mock(),
    settings,
  });
  const total = { accepted: 0, refused: 0 };
  let lines: string[] = [];
  async function send() {
    async function* body() {
      yield Buffer.from(lines.join('\n'));
    }
    const batch = await readBatch({
      body: body(),
      format: 'ndjson',
      limits: settings,
      latest: ingest.latestInstant(),
    });
    const receipt = await ingest.ingest({ batchId: batch.contentHash, batch });
    total.accepted += receipt.accepted;
    total.refused += receipt.refused.length;
    lines = [];
  }
  for (const point of generateTelemetry({
    ...options,
    devices,
    from: FROM,
    to: TO,
    stepMinutes: 5,
  })) {
    lines.push(JSON.stringify(point));
    if (lines.length === 24 * 3 * 24) {
      await send();
    }
  }
  if (lines.length > 0) {
    await send();
  }
  return total;
}

describe('two ordinary days', () => {
  it.each([1, 2, 3])('raise at most one alarm (seed %s)', async seed => {
    const database = await databaseWithDevices();
    expect(await replay(database, { seed, incidents: [] })).toEqual({
      accepted: 24 * 3 * 576,
      refused: 0,
    });
    const { items } = await AnomalyStore.create({ database }).list({
      limit: 100,
    });
    expect(items.length).toBeLessThanOrEqual(1);
  });
});

const missing = RealElasticsearch.whatIsMissing();

(missing ? describe.skip : describe)(
  `two days with three incidents, to the real Elasticsearch${
    missing ? ` (skipped, ${missing})` : ''
  }`,
  () => {
    let server: RealElasticsearch;
    const url = () => server.url;

    beforeAll(async () => {
      server = await RealElasticsearch.start();
    });

    afterAll(async () => {
      await server?.stop();
    });

    it('are found by the query that an analyst types', async () => {
      const database = await databaseWithDevices();
      await replay(database, { seed: 1, incidents });
      const rows: { payload: string }[] = await database('outbox')
        .orderBy('id')
        .where('sink', 'elasticsearch');
      const events: OutboundEvent[] = rows.map(row => JSON.parse(row.payload));
      const sink = ElasticsearchEventSink.create({
        settings: {
          kind: 'cluster',
          nodes: [url()],
          namespace: 'default',
          batchSize: 500,
          requestTimeoutMs: 30_000,
          setUpTemplates: true,
        },
        logger: mockServices.logger.mock(),
      });
      const { signal } = new AbortController();
      // Twice, as after a lost answer.
      for (let time = 0; time < 2; time += 1) {
        const results = await sink.deliver(events, { signal });
        expect(results).toEqual(events.map(() => ({ outcome: 'delivered' })));
      }
      await sink.close();

      const client = new Client({ node: url() });
      await client.indices.refresh({ index: 'logs-patchrisk.*' });
      async function search(query: string) {
        const { hits } = await client.search<{
          '@timestamp': string;
          patch_risk: { anomaly: { metric: string }; planned_change: boolean };
        }>({ index: 'logs-*', query: { query_string: { query } }, size: 100 });
        return hits.hits.map(({ _source }) => _source);
      }
      expect(await search('event.module:patchrisk')).toHaveLength(
        events.length,
      );
      for (const [index, incident] of incidents.entries()) {
        const name = incident.device.split('/')[1];
        const opened = await search(
          `event.dataset:patchrisk.anomaly AND event.kind:alert AND event.action:anomaly-opened AND host.name:${name}.plant.example`,
        );
        expect(opened).toHaveLength(1);
        expect(opened[0]?.patch_risk).toMatchObject({
          anomaly: { metric: incident.metric },
          planned_change: index === 2,
        });
        const at = Date.parse(String(opened[0]?.['@timestamp']));
        expect(at).toBeGreaterThanOrEqual(Date.parse(incident.from));
        expect(at).toBeLessThan(Date.parse(incident.to));
      }
      const unplanned = await search(
        'event.action:anomaly-opened AND patch_risk.planned_change:false AND event.severity:>=73',
      );
      expect(unplanned.length).toBeGreaterThanOrEqual(2);
      expect(
        await search('event.action:anomaly-closed AND related.ip:192.0.2.4'),
      ).toHaveLength(1);
      await client.close();
    });
  },
);
