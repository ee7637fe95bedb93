import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { AnomalyStore } from '../database/AnomalyStore';
import { Outbox } from '../delivery/Outbox';
import { aDatabase } from './__testUtils__/aDatabase';
import { thresholdDetect } from './__testUtils__/thresholdDetect';
import type { PlacedPoint } from './PlacedPoint';
import { TelemetryIngest } from './TelemetryIngest';
import { ConfigReader } from '@backstage/config';
import { readTelemetrySettings } from './readTelemetrySettings';

jest.setTimeout(60_000);

const PLC = 'resource:default/plc';
const CAMERA = 'resource:default/camera';
const NOW = new Date('2026-11-21T12:00:00.000Z');
const START = Date.parse('2026-11-20T10:00:00.000Z');

const clock = { now: () => NOW, pinned: true };

function ingestOn(
  database: Knex,
  changes: {
    settings?: object;
    detect?: typeof thresholdDetect;
    sinks?: string[];
  } = {},
) {
  return TelemetryIngest.create({
    database,
    outbox: Outbox.create({
      eventSinkIds: () => changes.sinks ?? ['siem'],
      ticketSinkIds: () => [],
      clock,
    }),
    clock,
    logger: mockServices.logger.mock(),
    settings: {
      ...readTelemetrySettings(
        new ConfigReader({ app: { baseUrl: 'http://risk.example/' } }),
      ),
      ...changes.settings,
    },
    detect: changes.detect ?? thresholdDetect,
  });
}

/** Values a minute apart from START on. */
function series(
  values: number[],
  options: { device?: string; metric?: string; from?: number } = {},
): PlacedPoint[] {
  return values.map((value, index) => ({
    line: index + 1,
    device: options.device ?? PLC,
    metric: options.metric ?? 'bytes',
    at: START + ((options.from ?? 0) + index) * 60_000,
    value,
  }));
}

function batchOf(points: PlacedPoint[], batchId?: string) {
  const contentHash = createHash('sha256')
    .update(JSON.stringify(points))
    .digest('hex');
  return {
    batchId: batchId ?? contentHash,
    batch: { points, refused: [], contentHash },
  };
}

async function facts(database: Knex) {
  return {
    anomalies: await database('anomalies').orderBy('started_at'),
    outbox: (await database('outbox').orderBy('id')).map(row => ({
      sink: row.sink,
      event: JSON.parse(row.payload),
    })),
    outcomes: await database('outcome_events').orderBy('sequence'),
    states: await database('detector_states').orderBy(['device_ref', 'metric']),
    batches: await database('telemetry_batches'),
  };
}

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] })
    .eachSupportedId()
    .map(([id]) => id),
)('TelemetryIngest on %s', id => {
  const databases = TestDatabases.create({ ids: [id] });
  let database: Knex;

  beforeEach(async () => {
    database = await aDatabase({
      databases,
      id,
      devices: [
        {
          ref: PLC,
          fields: {
            criticality: 'high',
            changeWindows: [
              {
                name: 'Friday noon',
                rrule: 'DTSTART:20260102T120000 RRULE:FREQ=WEEKLY;BYDAY=FR',
                timeZone: 'Europe/Berlin',
                durationMinutes: 60,
              },
            ],
          },
        },
        { ref: CAMERA },
        { ref: 'resource:default/gone', goneAt: '2026-11-01T00:00:00.000Z' },
      ],
    });
  });

  it('turns an episode over two batches into one anomaly with its start and end', async () => {
    const ingest = ingestOn(database, { sinks: ['siem', 'lake'] });
    const first = await ingest.ingest(batchOf(series([100, 101, 300, 420])));
    expect(first).toMatchObject({ accepted: 4, duplicate: false, refused: [] });
    const anomalies = AnomalyStore.create({ database });
    const startedAt = '2026-11-20T10:02:00.000Z';
    const anomalyId = createHash('sha256')
      .update(JSON.stringify([PLC, 'bytes', startedAt]))
      .digest('hex');
    expect(await anomalies.list({ limit: 10 })).toEqual({
      items: [
        {
          id: anomalyId,
          deviceRef: PLC,
          metric: 'bytes',
          startedAt,
          endedAt: undefined,
          score: 32,
          severity: 'critical',
          observed: 420,
          expected: 100,
          plannedChange: false,
          delivery: 'pending',
        },
      ],
      nextCursor: undefined,
    });

    await ingest.ingest(batchOf(series([350, 100, 99], { from: 4 })));
    const { outbox, outcomes } = await facts(database);
    expect(outbox.map(({ sink, event }) => [sink, event.action])).toEqual([
      ['siem', 'anomaly-opened'],
      ['lake', 'anomaly-opened'],
      ['siem', 'anomaly-closed'],
      ['lake', 'anomaly-closed'],
    ]);
    expect(outbox[0].event).toMatchObject({
      id: anomalyId,
      at: startedAt,
      createdAt: NOW.toISOString(),
      severity: 'critical',
      url: 'http://risk.example/catalog/default/resource/plc',
      device: {
        entityRef: PLC,
        ip: ['192.0.2.7'],
        siteRef: 'resource:default/plant',
      },
      anomaly: { id: anomalyId, score: 20, observed: 300 },
    });
    expect(outbox[2].event.id).not.toBe(anomalyId);
    expect(outbox[2].event).toMatchObject({
      at: '2026-11-20T10:05:00.000Z',
      anomaly: {
        id: anomalyId,
        score: 32,
        observed: 420,
        endedAt: '2026-11-20T10:05:00.000Z',
      },
    });
    expect(
      outcomes.map(row => [row.type, row.subject, row.device_ref]),
    ).toEqual([
      ['anomaly-opened', anomalyId, PLC],
      ['anomaly-closed', anomalyId, PLC],
    ]);
    expect(await anomalies.list({ open: true, limit: 10 })).toMatchObject({
      items: [],
    });
  });

  it('answers a batch that comes again from its receipt, and refuses its key for another', async () => {
    const ingest = ingestOn(database);
    const batch = batchOf(series([100, 300]), 'key');
    const receipt = await ingest.ingest(batch);
    const before = await facts(database);
    expect(await ingest.ingest(batch)).toEqual({ ...receipt, duplicate: true });
    await expect(
      ingest.ingest(batchOf(series([1, 2], { from: 9 }), 'key')),
    ).rejects.toThrow(/Idempotency-Key: was used for another batch/);
    expect(await facts(database)).toEqual(before);
  });

  it('takes what is new of an overlapping batch, in any order, and says what is late or repeated', async () => {
    const ingest = ingestOn(database);
    await ingest.ingest(batchOf(series([100, 100, 100])));
    const [late, repeated, fresh, newest] = series([300, 300, 300, 300], {
      from: 1,
    });
    const receipt = await ingest.ingest(
      batchOf([newest, fresh, repeated, late]),
    );
    expect(receipt.accepted).toBe(2);
    expect(
      receipt.refused.map(({ line, field, value, reason }) => ({
        line,
        field,
        value,
        reason: reason.split(' ')[1],
      })),
    ).toEqual([
      {
        line: 1,
        field: 'at',
        value: '2026-11-20T10:01:00.000Z',
        reason: 'is',
      },
      {
        line: 2,
        field: 'at',
        value: '2026-11-20T10:02:00.000Z',
        reason: 'repeats',
      },
    ]);
    const { anomalies, states } = await facts(database);
    expect(anomalies).toHaveLength(1);
    expect(anomalies[0].started_at).toBe('2026-11-20T10:03:00.000Z');
    expect(states[0].last_point_at).toBe('2026-11-20T10:04:00.000Z');
  });

  it('refuses unknown and gone devices in the same words, and takes the rest', async () => {
    const receipt = await ingestOn(database).ingest(
      batchOf([
        ...series([100], { device: 'resource:default/never-seen' }),
        ...series([100], { device: 'resource:default/gone' }),
        ...series([100], { device: CAMERA }),
      ]),
    );
    expect(receipt.accepted).toBe(1);
    const words = receipt.refused.map(({ reason, remedy }) => [reason, remedy]);
    expect(words).toHaveLength(2);
    expect(words[0]).toEqual(words[1]);
  });

  it('keeps the number of metrics of a device bounded', async () => {
    const ingest = ingestOn(database, { settings: { maxMetricsPerDevice: 2 } });
    const metrics = ['a', 'b', 'c', 'd'];
    const receipt = await ingest.ingest(
      batchOf(metrics.flatMap(metric => series([100], { metric }))),
    );
    expect(receipt).toMatchObject({ accepted: 2 });
    expect(receipt.refused.map(({ value }) => value)).toEqual(['c', 'd']);
    const again = await ingest.ingest(
      batchOf(metrics.flatMap(metric => series([100], { metric, from: 1 }))),
    );
    expect(again.accepted).toBe(2);
  });

  it('marks what starts inside a change window or the planned time of a task', async () => {
    const ingest = ingestOn(database);
    await database('tasks').insert({
      id: 'task',
      kind: 'fix',
      title: 'Update the camera',
      status: 'open',
      cves: '[]',
      decision: 'act',
      priority: 'high',
      due_date: '2026-11-30',
      due_reason: '{}',
      planned_start: '2026-11-20',
      planned_end: '2026-11-20',
      content_hash: '',
      created_at: NOW.toISOString(),
      updated_at: NOW.toISOString(),
    });
    await database('task_devices').insert({
      task_id: 'task',
      device_ref: CAMERA,
      group_key: 'group',
    });
    // 12:00 to 13:00 in Berlin is 11:00 to 12:00 UTC; 2026-11-20 is a Friday and ends in Berlin at 23:00 UTC.
    const starts = [
      [PLC, 59, false],
      [PLC, 60, true],
      [PLC, 119, true],
      [PLC, 120, false],
      [CAMERA, 12 * 60 + 59, true],
      [CAMERA, 13 * 60, false],
    ] as const;
    await ingest.ingest(
      batchOf(
        starts.flatMap(([device, from], index) =>
          series([300, 100], { device, from, metric: `m${index}` }),
        ),
      ),
    );
    const { anomalies } = await facts(database);
    expect(
      starts.map(([, , planned], index) => [
        planned,
        Boolean(
          anomalies.find(({ metric }) => metric === `m${index}`).planned_change,
        ),
      ]),
    ).toEqual(starts.map(([, , planned]) => [planned, planned]));
  });

  it('leaves nothing behind when the transaction fails at its end', async () => {
    const before = await facts(database);
    const ingest = ingestOn(database, {
      detect: (state, point) => {
        if (point.value === 666) {
          throw new Error('the detector broke');
        }
        return thresholdDetect(state, point);
      },
    });
    const batch = batchOf([
      ...series([300, 100]),
      ...series([666], { device: CAMERA }),
    ]);
    await expect(ingest.ingest(batch)).rejects.toThrow('the detector broke');
    expect(await facts(database)).toEqual(before);
    expect(await ingestOn(database).ingest(batch)).toMatchObject({
      accepted: 3,
      duplicate: false,
    });
  });

  it('serialises batches that come at the same time', async () => {
    const ingest = ingestOn(database);
    // The same two metrics in opposite orders, and each batch twice.
    const batches = Array.from({ length: 10 }, (_, index) => {
      const parts = [
        series([300, 100], { from: index * 2 }),
        series([300, 100], { from: index * 2, device: CAMERA }),
      ];
      return batchOf(
        (index % 2 === 0 ? parts : parts.reverse()).flat(),
        `batch ${index}`,
      );
    });
    const receipts = await Promise.all(
      [...batches, ...batches].map(batch => ingest.ingest(batch)),
    );
    const taken = receipts.filter(({ duplicate }) => !duplicate);
    expect(taken).toHaveLength(10);
    const accepted = taken.reduce((sum, receipt) => sum + receipt.accepted, 0);
    const late = taken.reduce((sum, { refused }) => sum + refused.length, 0);
    expect(accepted + late).toBe(40);
    const { anomalies, outbox, states } = await facts(database);
    // Each taken pair is one whole episode, however the batches were ordered.
    expect(anomalies).toHaveLength(accepted / 2);
    expect(anomalies.every(({ ended_at }) => ended_at !== null)).toBe(true);
    expect(outbox).toHaveLength(accepted);
    expect(states.map(({ last_point_at }) => last_point_at)).toEqual(
      Array(2).fill('2026-11-20T10:19:00.000Z'),
    );
  });

  it('forgets old batches and detectors of devices that are gone', async () => {
    const ingest = ingestOn(database);
    await ingest.ingest(batchOf(series([100])));
    await ingest.ingest(batchOf(series([100], { device: CAMERA })));
    await database('telemetry_batches').update({
      received_at: '2026-11-10T00:00:00.000Z',
    });
    await database('detector_states').update({
      last_point_at: '2026-11-10T00:00:00.000Z',
    });
    await ingest.ingest(batchOf(series([100], { from: 5, metric: 'other' })));
    await database('devices')
      .where('entity_ref', CAMERA)
      .update({ gone_at: NOW.toISOString() });
    await ingest.clean();
    const { batches, states } = await facts(database);
    expect(batches).toHaveLength(1);
    expect(states.map(row => row.device_ref)).toEqual([PLC, PLC]);
  });

  it('pages anomalies, newest first, among the devices that one may see', async () => {
    const ingest = ingestOn(database);
    await ingest.ingest(
      batchOf([
        ...series([300, 100, 300, 100, 300]),
        ...series([300, 100], { device: CAMERA }),
      ]),
    );
    const anomalies = AnomalyStore.create({ database });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await anomalies.list({ limit: 1, cursor });
      seen.push(...page.items.map(item => item.startedAt));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(4);
    expect(seen).toEqual([...seen].sort().reverse());
    await database('outbox').update({ state: 'delivered' });
    await database('outbox')
      .where('aggregate', CAMERA)
      .where('payload', 'like', '%anomaly-closed%')
      .update({ state: 'dead' });
    expect(
      (await anomalies.list({ deviceRefs: [CAMERA], limit: 5 })).items,
    ).toMatchObject([{ deviceRef: CAMERA, delivery: 'dead' }]);
    expect(
      (await anomalies.list({ deviceRef: PLC, open: true, limit: 5 })).items,
    ).toMatchObject([{ deviceRef: PLC, delivery: 'delivered' }]);
    expect((await anomalies.list({ deviceRefs: [], limit: 5 })).items).toEqual(
      [],
    );
  });
});
