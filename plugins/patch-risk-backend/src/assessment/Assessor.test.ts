import { resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { AssessmentStore } from '../database/AssessmentStore';
import { SEEDED_AT, seedOrganisation } from './__testUtils__/seedOrganisation';
import { Assessor } from './Assessor';
import type { AssessmentWorkers } from './Assessor';
import { assessTask } from './assessTask';
import { UNASSESSED_SORT_KEY } from './sortKey';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const workers: AssessmentWorkers = {
  run: async (_name, input) => assessTask(structuredClone(input)),
};

async function setUp(database: Knex) {
  await database.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  await seedOrganisation(database);
  const events: OutboundEvent[] = [];
  const assess = async (
    options: { at?: string; assessment?: JsonObject } = {},
  ) =>
    Assessor.create({
      config: new ConfigReader({
        app: { baseUrl: 'http://localhost:3000' },
        patchRisk: { assessment: options.assessment ?? {} },
      }),
      database,
      clock: { now: () => new Date(options.at ?? SEEDED_AT), pinned: true },
      logger: mockServices.logger.mock(),
      workers,
      outbox: {
        async enqueueEvent(_transaction, event) {
          events.push(event);
        },
      },
    }).run({});
  const store = AssessmentStore.create({ database });
  const get = (name: string) => store.getAssessment(`resource:default/${name}`);
  const count = async (table: string) => {
    const [row] = await database(table).count({ count: '*' });
    return Number(row.count);
  };
  return { assess, store, get, count, events };
}

describe.each(databases.eachSupportedId())('Assessor on %s', id => {
  it('assesses what it can, and says why it cannot assess the rest', async () => {
    const database = await databases.init(id);
    const { assess, get, store } = await setUp(database);

    await expect(assess()).resolves.toEqual({
      assessed: 5,
      notAssessed: 3,
      moved: 8,
    });

    const server = await get('server');
    expect(server).toMatchObject({
      state: 'assessed',
      band: 'critical',
      tablesVersion: 'tables-4',
      inputDates: {
        kev: '2026-11-18',
        epss: '2026-11-19',
        csaf: '2026-11-01',
        inventory: '2026-11-20',
      },
    });
    expect(server?.groups.map(group => [group.key, group.decision])).toEqual([
      ['fix-2.4.1', 'act'],
      ['web', expect.any(String)],
    ]);
    expect(server?.groups[0]).toMatchObject({
      cves: ['CVE-2026-1001', 'CVE-2026-1002'],
      title: 'Update Example Gateway to 2.4.1',
      exploited: true,
      impact: 1,
    });
    expect(server?.groups[0].beginHazard.values).toEqual(Array(52).fill(1));
    expect(server?.groups[0].plan.patchHazard?.slice(0, 3)).toEqual([
      0, 0, 0.85,
    ]);

    // Its advisory leaves the fix open, and all versions of this product mostly have none.
    const [open] = (await get('bare'))!.groups;
    expect(open.fixForecast).toMatchObject({ basis: 'model' });
    expect(open.fixForecast?.medianDays).toBeUndefined();
    expect(open.fixCurve?.values?.[0]).toBeGreaterThan(0.5);
    expect(open.fixCurve?.values?.[51]).toBeLessThan(
      open.fixCurve?.values?.[0] ?? 0,
    );

    for (const [name, reason] of [
      ['foreign', /No feed knows/],
      ['nonsense', /no version/],
      ['lost', /No inventory for 30 days: last seen on 2026-10-01/],
    ] as const) {
      const assessment = await get(name);
      expect(assessment).toMatchObject({
        state: 'not_assessed',
        reason: expect.stringMatching(reason),
        groups: [],
      });
      expect(assessment?.index).toBeUndefined();
      expect(assessment?.probability).toBeUndefined();
    }
    expect(await get('clean')).toMatchObject({ index: 0, band: 'low' });
    expect(await get('quiet')).toMatchObject({ groups: [], band: 'high' });
    expect((await get('quiet'))?.anomalyLoss).toBeGreaterThan(0.005);

    const order = await database('assessments')
      .orderBy('sort_key', 'desc')
      .select('device_ref', 'band', 'sort_key');
    const firstUnassessed = order.findIndex(row => row.band === null);
    for (const [position, row] of order.entries()) {
      const isLow = row.band === 'low';
      expect([row.device_ref, row.band !== null && !isLow]).toEqual([
        row.device_ref,
        position < firstUnassessed,
      ]);
    }
    expect(order[firstUnassessed].sort_key).toBe(UNASSESSED_SORT_KEY);
    const summaries = await store.summaries(['resource:default/server']);
    expect(summaries.get('resource:default/server')).toMatchObject({
      findingCount: 3,
      exploitedCount: 1,
      interval: { low: expect.any(Number), high: expect.any(Number) },
    });
  });

  it('writes nothing but the date when nothing changed', async () => {
    const database = await databases.init(id);
    const { assess, get, store, count } = await setUp(database);
    await assess();
    const before = await get('server');
    const tables = ['curves', 'explanations', 'assessment_history'];
    const counts = await Promise.all([...tables, 'outcome_events'].map(count));
    await database('explanations').update({ last_used_at: 'untouched' });

    await expect(
      assess({ at: '2026-11-20T13:00:00.000Z' }),
    ).resolves.toMatchObject({ moved: 0 });

    expect(await get('server')).toEqual({
      ...before,
      assessedAt: '2026-11-20T13:00:00.000Z',
    });
    expect(await Promise.all([...tables, 'outcome_events'].map(count))).toEqual(
      counts,
    );
    const texts = await database('explanations').distinct('last_used_at');
    expect(texts).toEqual([{ last_used_at: 'untouched' }]);
    expect(await store.history('resource:default/server')).toEqual([
      {
        at: SEEDED_AT,
        state: 'assessed',
        index: before?.index,
        probability: before?.probability,
        cause: 'first assessment',
      },
    ]);
  });

  it('records and announces a new decision, once, with its cause', async () => {
    const database = await databases.init(id);
    const { assess, get, store, events } = await setUp(database);
    await assess();
    expect(events).toEqual([]);
    const before = await get('bare');
    await database('vulnerabilities')
      .where('cve', 'CVE-2026-1004')
      .update({ kev_date_added: '2026-11-20' });

    await expect(
      assess({ at: '2026-11-20T14:00:00.000Z' }),
    ).resolves.toMatchObject({ moved: 1 });

    const after = await get('bare');
    expect(after?.index).toBeGreaterThan(before?.index ?? 100);
    expect(after?.groups[0].decision).toBe('mitigate');
    expect(before?.groups[0].decision).toBe('monitor');
    expect(events).toEqual([
      expect.objectContaining({
        dataset: 'finding',
        action: 'finding-changed',
        url: 'http://localhost:3000/catalog/default/resource/bare',
        reason: 'The decision changed from monitor to mitigate',
        finding: {
          id: 'resource:default/bare-CVE-2026-1004',
          cve: 'CVE-2026-1004',
          status: 'unknown',
          decision: 'mitigate',
        },
      }),
    ]);
    const [, last] = await store.history('resource:default/bare');
    expect(last.cause).toMatch(/from monitor to mitigate/);
    const outcomes = await database('outcome_events')
      .where('device_ref', 'resource:default/bare')
      .orderBy('sequence');
    expect(outcomes.map(row => row.type)).toEqual([
      'assessment-moved',
      'assessment-moved',
    ]);
    expect(JSON.parse(outcomes[1].payload).decisions).toEqual([
      { groupKey: 'unknown', from: 'monitor', to: 'mitigate' },
    ]);
  });

  it('does not let a plan lower the priority that it follows from', async () => {
    const database = await databases.init(id);
    const { assess, get } = await setUp(database);
    await assess();
    const planned = await get('server');
    await database('task_devices').delete();
    await assess();
    const unplanned = await get('server');

    expect(planned?.planIndex).not.toBe(planned?.index);
    expect(unplanned?.planIndex).toBe(unplanned?.index);
    expect(unplanned?.index).toBe(planned?.index);
    expect(unplanned?.groups.map(group => group.decision)).toEqual(
      planned?.groups.map(group => group.decision),
    );
  });

  it('forgets closed groups, gone devices, unused curves and old history', async () => {
    const database = await databases.init(id);
    const { assess, get, store, count } = await setUp(database);
    await assess();
    const curves = await count('curves');
    await database('findings').where('fix_group_key', 'web').delete();
    await database('devices')
      .where('entity_ref', 'resource:default/controller')
      .update({ gone_at: SEEDED_AT });

    await assess({ at: '2026-11-20T15:00:00.000Z' });

    expect((await get('server'))?.groups.map(group => group.key)).toEqual([
      'fix-2.4.1',
    ]);
    expect((await get('server'))?.groups[0].share).toBe(1);
    expect(await get('controller')).toBeUndefined();
    expect(await count('curves')).toBeLessThan(curves);
    const groups = await database('assessment_groups').count({ count: '*' });
    expect(Number(groups[0].count)).toBe(2);
    const used = await database('assessment_groups').distinct(
      'explanation_hash',
    );
    expect(await count('explanations')).toBe(used.length);
    expect(await store.history('resource:default/controller')).toHaveLength(1);

    await assess({
      at: '2026-11-25T15:00:00.000Z',
      assessment: { historyRetention: { days: 3 } },
    });
    expect(await store.history('resource:default/controller')).toEqual([]);
  });

  it('stops before the next chunk when told to', async () => {
    const database = await databases.init(id);
    await setUp(database);
    const stop = new AbortController();
    const seen: number[] = [];
    await expect(
      Assessor.create({
        config: new ConfigReader({
          patchRisk: { assessment: { chunkFindings: 1 } },
        }),
        database,
        clock: { now: () => new Date(SEEDED_AT), pinned: true },
        logger: mockServices.logger.mock(),
        workers,
      }).run({
        signal: stop.signal,
        onProgress: progress => {
          seen.push(progress);
          stop.abort(new Error('stop'));
        },
      }),
    ).rejects.toThrow('stop');
    expect(seen).toEqual([1 / 8]);
  });
});
