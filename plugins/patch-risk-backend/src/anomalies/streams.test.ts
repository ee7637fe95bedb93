import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { Outbox } from '../delivery/Outbox';
import { aDatabase } from '../telemetry/__testUtils__/aDatabase';
import type { PlacedPoint } from '../telemetry/PlacedPoint';
import { readTelemetrySettings } from '../telemetry/readTelemetrySettings';
import { TelemetryIngest } from '../telemetry/TelemetryIngest';

jest.setTimeout(120_000);

const NOW = new Date('2026-11-21T12:00:00.000Z');
const START = Date.parse('2026-11-18T00:00:00.000Z');
const STEP = 300_000;
const DAY_POINTS = 288;
const PUMP = 'resource:default/pump';
const TWIN = 'resource:default/pump-twin';
const FAN = 'resource:default/fan';
const METRICS = ['flow', 'pressure', 'current', 'load', 'speed', 'heat'];
const clock = { now: () => NOW, pinned: true };

/** Standard normal numbers from a seed. */
function noise(seed: number): () => number {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () =>
    Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Points of a device in order of time; `disturb` gives shifts in standard deviations. */
function points(options: {
  device: string;
  seed: number;
  from?: number;
  to: number;
  size?: number;
  disturb?: (point: number, metric: number) => number;
}): PlacedPoint[] {
  const { device, seed, from = 0, to, size = 1, disturb } = options;
  const normal = noise(seed);
  const all: PlacedPoint[] = [];
  for (let point = from; point < to; point++) {
    // The load of the device moves all of its metrics.
    const shared = normal();
    for (const [index, metric] of METRICS.entries()) {
      const scatter = (shared + normal()) * Math.SQRT1_2;
      all.push({
        line: all.length + 1,
        device,
        metric,
        at: START + point * STEP,
        value: size * (100 + 3 * (scatter + (disturb?.(point, index) ?? 0))),
      });
    }
  }
  return all;
}

const inside = (point: number) => point >= 430 && point < 442;

/** All six leave their way a little, three of them downwards; the fan's flow breaks away for itself. */
function disturbed(device: string) {
  return (point: number, metric: number) => {
    if (!inside(point)) {
      return 0;
    }
    if (device === FAN) {
      return metric === 0 ? 40 : 0;
    }
    return metric % 2 === 0 ? 4 : -4;
  };
}

function twoDays(): PlacedPoint[] {
  return [PUMP, FAN]
    .flatMap((device, index) =>
      points({
        device,
        seed: 11 + index,
        to: 2 * DAY_POINTS,
        disturb: disturbed(device),
      }),
    )
    .sort((a, b) => a.at - b.at);
}

async function facts(database: Knex) {
  return {
    anomalies: await database('anomalies').orderBy('id'),
    events: (await database('outbox').orderBy('id'))
      .map(row => JSON.parse(row.payload).id)
      .sort(),
    states: await database('detector_states').orderBy(['device_ref', 'metric']),
    joint: await database('joint_states').orderBy('device_ref'),
    profiles: await database('detector_profiles').orderBy('metric'),
  };
}

describe.each(
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] })
    .eachSupportedId()
    .map(([id]) => id),
)('Telemetry streams on %s', id => {
  const databases = TestDatabases.create({ ids: [id] });

  async function start() {
    const fields = { vendor: 'ACME', model: 'P 100' };
    const database = await aDatabase({
      databases,
      id,
      devices: [{ ref: PUMP, fields }, { ref: TWIN, fields }, { ref: FAN }],
    });
    const ingest = TelemetryIngest.create({
      database,
      outbox: Outbox.create({
        eventSinkIds: () => ['siem'],
        ticketSinkIds: () => [],
        clock,
      }),
      clock,
      logger: mockServices.logger.mock(),
      settings: readTelemetrySettings(
        new ConfigReader({ app: { baseUrl: 'http://risk.example' } }),
      ),
    });
    const send = async (some: readonly PlacedPoint[]) => {
      const contentHash = createHash('sha256')
        .update(JSON.stringify(some))
        .digest('hex');
      return await ingest.ingest({
        batchId: contentHash,
        batch: { points: [...some], refused: [], contentHash },
      });
    };
    return { database, ingest, send };
  }

  it('finds what one metric does, and what all do together, however points are split into batches', async () => {
    const all = twoDays();
    const found: Awaited<ReturnType<typeof facts>>[] = [];
    // One batch; odd pieces that cut instants and ticks; the first day at once and the rest in small pieces.
    for (const sizes of [[all.length], [977], [all.length / 2, 101]]) {
      const { database, send } = await start();
      for (let from = 0, turn = 0; from < all.length; turn++) {
        const size = sizes[Math.min(turn, sizes.length - 1)];
        const { refused } = await send(all.slice(from, from + size));
        expect(refused).toEqual([]);
        from += size;
      }
      found.push(await facts(database));
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
    expect(
      found[0].anomalies
        .map(row => [row.device_ref, row.metric, row.ended_at !== null])
        .sort(),
    ).toEqual([
      [FAN, 'flow', true],
      [PUMP, 'joint state', true],
    ]);
    const start430 = new Date(START + 430 * STEP).toISOString();
    for (const { started_at: startedAt, score } of found[0].anomalies) {
      expect(startedAt >= start430).toBe(true);
      expect(score).toBeGreaterThan(4.5);
    }
    expect(found[0].events).toHaveLength(4);
    for (const { state } of [...found[0].states, ...found[0].joint]) {
      const { stream, ...beside } = JSON.parse(state);
      expect(JSON.stringify(beside).length).toBeLessThanOrEqual(2_048);
      expect(JSON.stringify(stream ?? {}).length).toBeLessThanOrEqual(2_048);
    }
  });

  it('leaves joint states and profiles as they were when the transaction fails', async () => {
    const all = twoDays();
    const { database, ingest, send } = await start();
    await send(all.slice(0, all.length - 500));
    const before = await facts(database);
    const broken = all.slice(all.length - 500);
    broken[499] = { ...broken[499], value: Number.NaN };
    await expect(
      ingest.ingest({
        batchId: 'broken',
        batch: { points: broken, refused: [], contentHash: 'broken' },
      }),
    ).rejects.toThrow(/point\.value/);
    expect(await facts(database)).toEqual(before);
  });

  it('goes on with states of the first version, and closes what a lost state left open', async () => {
    const { database, send } = await start();
    await send(points({ device: PUMP, seed: 5, to: DAY_POINTS }));
    const anomaly = {
      device_ref: PUMP,
      started_at: new Date(START).toISOString(),
      ended_at: null,
      score: 9,
      severity: 'high',
      observed: 400,
      expected: 100,
      planned_change: false,
    };
    await database('anomalies').insert([
      { ...anomaly, id: 'converted', metric: 'flow' },
      { ...anomaly, id: 'lost', metric: 'pressure' },
    ]);
    const row = await database('detector_states')
      .where({ device_ref: PUMP, metric: 'flow' })
      .first();
    const { kind, novelty, touched, touchedToday, tail, ...kept } = JSON.parse(
      row.state,
    );
    const first = {
      ...kept,
      version: 1,
      tail: { points: tail.rows, exceedances: 0, meanExcess: 0 },
      episodeSince: START,
      episodeLevel: 400,
    };
    await database('detector_states')
      .where({ device_ref: PUMP, metric: 'flow' })
      .update({ state: JSON.stringify(first) });
    await database('detector_states')
      .where({ device_ref: PUMP, metric: 'pressure' })
      .update({ state: JSON.stringify({ version: 77 }) });
    const later = points({
      device: PUMP,
      seed: 6,
      from: DAY_POINTS,
      to: DAY_POINTS + 30,
    });
    await send(later);
    const { anomalies, states } = await facts(database);
    expect(anomalies.map(each => [each.id, each.ended_at !== null])).toEqual([
      ['converted', true],
      ['lost', true],
    ]);
    const stateOf = (metric: string) =>
      JSON.parse(states.find(each => each.metric === metric).state);
    expect(stateOf('flow')).toMatchObject({
      version: 2,
      points: DAY_POINTS + 30,
    });
    expect(stateOf('pressure')).toMatchObject({ version: 2, points: 30 });
  });

  it('judges a new device by what others of its model have taught', async () => {
    const { database, send } = await start();
    const attack = (point: number) => (point >= 20 && point < 26 ? 150 : 0);
    const early = (device: string) =>
      points({ device, seed: 9, to: 60, size: 4, disturb: attack });
    await send(early(FAN));
    await send(points({ device: PUMP, seed: 3, to: 2 * DAY_POINTS }));
    const { anomalies, profiles } = await facts(database);
    expect(anomalies).toEqual([]);
    expect(
      profiles.map(each => [each.vendor, each.model, each.metric]),
    ).toEqual([...METRICS].sort().map(metric => ['ACME', 'P 100', metric]));
    expect(JSON.parse(profiles[0].profile)).toMatchObject({ streams: 1 });
    await send(early(TWIN));
    const found = (await facts(database)).anomalies;
    expect(new Set(found.map(each => each.device_ref))).toEqual(
      new Set([TWIN]),
    );
    expect(found.length).toBe(METRICS.length);
  });

  it('forgets the joint state of a device that is gone', async () => {
    const { database, ingest, send } = await start();
    await send(points({ device: PUMP, seed: 5, to: 3 }));
    await send(points({ device: FAN, seed: 5, to: 3 }));
    await database('devices')
      .where('entity_ref', FAN)
      .update({ gone_at: NOW.toISOString() });
    await database('detector_states').update({
      last_point_at: '2026-11-10T00:00:00.000Z',
    });
    await ingest.clean();
    const { joint } = await facts(database);
    expect(joint.map(row => row.device_ref)).toEqual([PUMP]);
  });
});
