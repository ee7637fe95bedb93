import { resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { defaultScoreTables } from '@patch-risk/model';
import { seedDevice } from '../assessment/__testUtils__/seedOrganisation';
import { HygieneListStore } from '../database/HygieneListStore';
import { HygieneStore } from '../database/HygieneStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { HostPace } from '../workers/HostPace';
import { gradeHygiene } from './gradeHygiene';
import type { HygieneReport } from './HygieneSignal';
import { HygieneWatch } from './HygieneWatch';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

async function prepare(id: Parameters<typeof databases.init>[0]) {
  const database = await databases.init(id);
  await database.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  const outcomes = OutcomeEventStore.create({ database });
  const hygiene = HygieneStore.create({ outcomes, tables: defaultScoreTables });
  const clock = { pinned: false, at: '2026-11-21T10:00:00.000Z' };
  const watch = () =>
    HygieneWatch.create({
      clock: { pinned: false, now: () => new Date(clock.at) },
      database,
      hygiene,
      logger: mockServices.logger.mock(),
      pace: HostPace.create({ share: 1 }),
    });
  const list = HygieneListStore.create({ database });
  return {
    database,
    clock,
    watch,
    list: (options: Partial<Parameters<typeof list.list>[0]> = {}) =>
      list.list({ limit: 50, ...options }),
    report: (reports: HygieneReport[]) =>
      database.transaction(transaction =>
        hygiene.report(transaction, { reports, at: clock.at }),
      ),
    events: async () =>
      (await outcomes.list({ limit: 100 })).items.map(
        ({ type, payload }) => `${type} ${payload.kind}`,
      ),
  };
}

const telnet = (deviceRef: string): HygieneReport => ({
  deviceRef,
  kind: 'insecure-protocol',
  source: 'nmap',
  signals: [
    { key: 'tcp/23', title: 'Telnet', facts: [{ name: 'port', value: '23' }] },
  ],
});

describe.each(databases.eachSupportedId())('hygiene on %s', id => {
  it('opens what is reported, writes nothing twice, closes what is gone and opens it again under its id', async () => {
    const { clock, database, events, list, report } = await prepare(id);
    const ref = await seedDevice(database, {
      name: 'plc',
      fields: { exposure: 'internet', criticality: 'medium', safety: 'none' },
    });
    const none = { opened: 0, changed: 0, closed: 0, unknownDevices: [] };
    expect(await report([telnet(ref)])).toEqual({ ...none, opened: 1 });
    expect(await report([telnet(ref)])).toEqual(none);
    const [first] = (await list()).items;
    expect(first).toMatchObject({
      kind: 'insecure-protocol',
      severity: 'high',
      reach: 'internet',
      reachAssumed: false,
      impact: 0.5,
      facts: [{ name: 'port', value: '23' }],
      firstSeenAt: clock.at,
    });
    // Another source and another kind know nothing of it.
    for (const other of [
      { source: 'nessus', kind: 'insecure-protocol' as const },
      { source: 'nmap', kind: 'default-password' as const },
    ]) {
      expect(await report([{ ...telnet(ref), ...other, signals: [] }])).toEqual(
        none,
      );
    }
    clock.at = '2026-11-22T10:00:00.001Z';
    expect(await report([{ ...telnet(ref), signals: [] }])).toEqual({
      ...none,
      closed: 1,
    });
    expect((await list()).items).toEqual([]);
    expect((await list({ includeClosed: true })).items).toEqual([
      { ...first, closedAt: clock.at },
    ]);
    expect(await report([telnet(ref)])).toEqual({ ...none, opened: 1 });
    expect((await list()).items).toEqual([
      { ...first, lastSeenAt: clock.at, closedAt: undefined },
    ]);
    expect(await events()).toEqual([
      'hygiene-opened insecure-protocol',
      'hygiene-closed insecure-protocol',
      'hygiene-opened insecure-protocol',
    ]);
  });

  it('names devices that are not known and takes the rest', async () => {
    const { database, list, report } = await prepare(id);
    const ref = await seedDevice(database, { name: 'plc' });
    expect(
      await report([telnet('resource:default/other'), telnet(ref)]),
    ).toMatchObject({ opened: 1, unknownDevices: ['resource:default/other'] });
    expect((await list({ deviceRefs: [] })).items).toEqual([]);
    expect((await list({ deviceRefs: [ref] })).items).toHaveLength(1);
  });

  it('follows the catalog: support that ends, grades that move, devices that go', async () => {
    const { clock, database, list, report, watch } = await prepare(id);
    const ref = await seedDevice(database, {
      name: 'plc',
      fields: { endOfSupport: '2026-11-21', exposure: 'isolated' },
    });
    await report([telnet(ref)]);
    const hygiene = watch();
    await hygiene.run({});
    // The last day is a day of support.
    expect((await list({ kind: 'end-of-support' })).items).toEqual([]);
    clock.at = '2026-11-22T00:00:00.000Z';
    await hygiene.run({});
    expect((await list({ kind: 'end-of-support' })).items).toMatchObject([
      { title: "The vendor's support ended on 2026-11-21" },
    ]);
    expect((await list()).items.map(({ severity }) => severity)).toEqual([
      'low',
      'low',
    ]);
    const row = await database('devices').first('fields');
    await database('devices').update({
      fields: JSON.stringify({
        ...JSON.parse(row.fields),
        endOfSupport: '2030-01-01',
        exposure: 'internet',
        criticality: 'critical',
        safety: 'none',
      }),
      changed_at: clock.at,
    });
    await hygiene.run({});
    expect((await list()).items).toMatchObject([
      { kind: 'insecure-protocol', severity: 'high' },
    ]);
    await database('devices').update({ gone_at: clock.at });
    await hygiene.run({});
    expect((await list()).items).toEqual([]);
  });

  it('pages from grave to slight', async () => {
    const { database, list, report } = await prepare(id);
    const names = ['internet', 'dmz', 'internal', 'isolated'] as const;
    for (const exposure of names) {
      const ref = await seedDevice(database, {
        name: exposure,
        fields: { exposure, criticality: 'critical', safety: 'none' },
      });
      await report([{ ...telnet(ref), kind: 'default-password' }]);
    }
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 1, cursor });
      found.push(...page.items.map(({ severity }) => severity));
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual(['critical', 'high', 'high', 'medium']);
  });
});

describe('gradeHygiene', () => {
  const base = {
    tables: defaultScoreTables.impact,
    fields: {
      addresses: { mac: [], ip: [], hostname: [] },
      changeWindows: [],
      compensatingControls: [],
    },
  };

  it('says what it assumes, and knows no gravity above that of the kind and of the report', () => {
    expect(gradeHygiene({ ...base, kind: 'default-password' })).toMatchObject({
      reach: 'internal',
      reachAssumed: true,
      impactAssumed: true,
    });
    const worst = {
      ...base,
      fields: {
        ...base.fields,
        exposure: 'isolated' as const,
        criticality: 'critical' as const,
        safety: 'direct' as const,
      },
      reach: 'internet' as const,
    };
    const severity = (
      options: Partial<Parameters<typeof gradeHygiene>[0]> &
        Pick<Parameters<typeof gradeHygiene>[0], 'kind'>,
    ) => gradeHygiene({ ...worst, ...options }).severity;
    expect(severity({ kind: 'isolation-broken' })).toBe('critical');
    expect(severity({ kind: 'end-of-support' })).toBe('high');
    expect(severity({ kind: 'isolation-broken', ceiling: 'medium' })).toBe(
      'medium',
    );
    expect(severity({ kind: 'isolation-broken', reach: 'isolated' })).toBe(
      'medium',
    );
  });
});
