import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { assessTask } from '../assessment/assessTask';
import { Assessor } from '../assessment/Assessor';
import {
  seedDevice,
  seedFinding,
} from '../assessment/__testUtils__/seedOrganisation';
import { AssessmentStore } from '../database/AssessmentStore';
import { FindingHistoryStore } from '../database/FindingHistoryStore';
import { FindingStore } from '../database/FindingStore';
import { DeliveryWorld } from '../delivery/__testUtils__/DeliveryWorld';
import { Planner } from '../planning/Planner';
import { FindingSuppressor } from './FindingSuppressor';
import { readSuppressionSettings } from './readSuppressionSettings';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const CVE = 'CVE-2026-1001';
const WHO = 'user:default/ada';
const worlds: DeliveryWorld[] = [];

async function prepare(id: Parameters<typeof databases.init>[0]) {
  const database = await databases.init(id);
  const world = await DeliveryWorld.create(database);
  worlds.push(world);
  const clock = {
    pinned: false,
    at: '2026-11-20T12:00:00.000Z',
    now: () => new Date(clock.at),
  };
  const config = new ConfigReader({});
  const logger = mockServices.logger.mock();
  const stage = { config, database, clock, logger, outbox: world.outbox };
  const assessor = Assessor.create({
    ...stage,
    workers: { run: async (_name, input) => assessTask(input) },
  });
  const planner = Planner.create(stage);
  const create = (rules: object[] = []) =>
    FindingSuppressor.create({
      ...stage,
      appBaseUrl: 'http://localhost:3000',
      settings: readSuppressionSettings(
        new ConfigReader({ patchRisk: { suppressionRules: rules } }),
      ),
    });
  await database('vulnerabilities').insert({
    cve: CVE,
    cwes: '[]',
    cvss: JSON.stringify({
      version: '3.1',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      baseScore: 9.8,
    }),
    epss: 0.9,
    epss_date: '2026-11-19',
    changed_at: clock.at,
  });
  const refs: string[] = [];
  for (const name of ['one', 'two']) {
    const deviceRef = await seedDevice(database, {
      name,
      fields: {
        vendor: 'Example',
        model: 'Gateway',
        exposure: 'internet',
        criticality: 'critical',
        safety: 'none',
      },
    });
    refs.push(deviceRef);
    await seedFinding(database, {
      deviceRef,
      cve: CVE,
      group: 'fix-2.4.1',
      remediation: { state: 'available', fixedVersion: '2.4.1' },
    });
  }
  const suppressor = create();
  const findings = FindingStore.create({ database });
  const history = FindingHistoryStore.create({ database });
  const assessments = AssessmentStore.create({ database });
  const [one, two] = refs.map(ref => `${ref}-${CVE}`);
  return {
    database,
    clock,
    create,
    events: () =>
      world.server.events
        .map(({ action }) => action)
        .filter(action => action.startsWith('finding-supp')),
    one,
    two,
    refs,
    suppressor,
    tickets: () => world.server.tickets.map(({ category }) => category),
    tasks: async () => (await world.tasks.list({ limit: 10 })).items,
    suppress: (options: object = {}) =>
      suppressor.suppress({
        findingId: one,
        reason: 'Behind the data diode',
        expiresOn: '2026-12-31',
        scope: 'finding',
        who: WHO,
        ...options,
      }),
    list: async (suppressed: 'hidden' | 'only' | 'all') =>
      (await findings.list({ limit: 10, suppressed })).items,
    history: async (findingId: string) =>
      (await history.list(findingId)).map(({ type, cause }) => [
        type,
        cause.kind,
      ]),
    /** Everything behind matching, and the index of both devices after it. */
    run: async (by = suppressor) => {
      const figures = await by.run({});
      await assessor.run({});
      await planner.run({ signal: AbortSignal.timeout(60_000) });
      await world.drain();
      return {
        figures,
        indexes: await Promise.all(
          refs.map(async ref => (await assessments.getAssessment(ref))?.index),
        ),
      };
    },
    counts: async () => {
      const of = async (table: string) =>
        Number((await database(table).count({ count: '*' }))[0].count);
      return [await of('outcome_events'), await of('outbox')];
    },
  };
}

afterEach(async () => {
  for (const world of worlds.splice(0)) {
    await world.close();
  }
});

describe.each(databases.eachSupportedId())('suppression on %s', id => {
  it('takes a finding off the index, its task and its ticket, and back, once', async () => {
    const world = await prepare(id);
    const before = await world.run();
    expect(before.indexes).toEqual([expect.any(Number), expect.any(Number)]);
    const [task] = await world.tasks();
    expect(task).toMatchObject({ status: 'open', deviceRefs: world.refs });
    expect(world.tickets()).toEqual(['new']);

    await world.suppress();
    const less = await world.run();
    expect(less.indexes[0]).toBeLessThan(before.indexes[0] ?? 0);
    expect(less.indexes[1]).toBe(before.indexes[1]);
    expect(await world.tasks()).toMatchObject([
      { id: task.id, status: 'open', deviceRefs: [world.refs[1]] },
    ]);
    expect((await world.list('hidden')).map(each => each.id)).toEqual([
      world.two,
    ]);
    expect(await world.list('only')).toMatchObject([
      {
        id: world.one,
        suppression: {
          by: 'person',
          scope: 'finding',
          who: WHO,
          reason: 'Behind the data diode',
          since: world.clock.at,
          until: '2026-12-31',
        },
      },
    ]);

    await world.suppress({ findingId: world.two });
    await world.run();
    expect(await world.tasks()).toMatchObject([
      { id: task.id, status: 'retired' },
    ]);
    expect(world.tickets()).toEqual(['done']);
    const counts = await world.counts();
    expect((await world.run()).figures).toEqual({
      suppressed: 0,
      ended: 0,
      questioned: 0,
    });
    expect(await world.counts()).toEqual(counts);

    for (const findingId of [world.one, world.two]) {
      await world.suppressor.unsuppress({ findingId, who: WHO });
    }
    const after = await world.run();
    expect(after.indexes).toEqual(before.indexes);
    expect(await world.tasks()).toMatchObject([
      { id: task.id, status: 'open', deviceRefs: world.refs },
    ]);
    expect(world.tickets()).toEqual(['new']);
    expect(await world.history(world.one)).toEqual([
      ['suppressed', 'person'],
      ['suppression-ended', 'person'],
    ]);
    expect(world.events()).toEqual([
      'finding-suppressed',
      'finding-suppressed',
      'finding-suppression-ended',
      'finding-suppression-ended',
    ]);
  });

  it('ends with its last day, which history tells', async () => {
    const world = await prepare(id);
    await world.suppress();
    world.clock.at = '2026-12-31T23:59:59.999Z';
    expect((await world.suppressor.run({})).ended).toBe(0);
    world.clock.at = '2027-01-01T00:00:00.000Z';
    expect((await world.suppressor.run({})).ended).toBe(1);
    expect((await world.suppressor.run({})).ended).toBe(0);
    expect(await world.list('only')).toEqual([]);
    expect(await world.history(world.one)).toEqual([
      ['suppressed', 'person'],
      ['suppression-ended', 'expiry'],
    ]);
  });

  it('questions a decision when the vulnerability is exploited, once, until it is taken again', async () => {
    const world = await prepare(id);
    await world.suppress();
    await world
      .database('vulnerabilities')
      .update({ kev_date_added: '2026-11-21' });
    expect((await world.suppressor.run({})).questioned).toBe(0);
    world.clock.at = '2026-11-21T08:00:00.000Z';
    expect((await world.suppressor.run({})).questioned).toBe(1);
    expect((await world.suppressor.run({})).questioned).toBe(0);
    expect(await world.list('only')).toMatchObject([
      { suppression: { questioned: { because: 'kev', day: '2026-11-21' } } },
    ]);
    expect((await world.suppressor.status()).findingCounts).toMatchObject({
      person: 1,
      questioned: 1,
    });
    await world.suppress({ reason: 'Still behind it' });
    const [kept] = await world.list('only');
    expect(kept.suppression).toMatchObject({ reason: 'Still behind it' });
    expect(kept.suppression?.questioned).toBeUndefined();
    expect((await world.suppressor.run({})).questioned).toBe(0);
    expect(await world.history(world.one)).toEqual([
      ['suppressed', 'person'],
      ['suppression-questioned', 'news'],
      ['suppression-changed', 'person'],
    ]);
  });

  it('covers all devices of a model, also one that comes later, and takes all back', async () => {
    const world = await prepare(id);
    expect((await world.suppress({ scope: 'model' })).findingCount).toBe(2);
    const deviceRef = await seedDevice(world.database, {
      name: 'three',
      fields: { vendor: 'Example', model: 'Gateway' },
    });
    const other = await seedDevice(world.database, {
      name: 'four',
      fields: { vendor: 'Example', model: 'Other' },
    });
    for (const ref of [deviceRef, other]) {
      await seedFinding(world.database, {
        deviceRef: ref,
        cve: CVE,
        group: 'fix-2.4.1',
        remediation: { state: 'available' },
      });
    }
    expect((await world.suppressor.run({})).suppressed).toBe(1);
    expect((await world.list('hidden')).map(each => each.deviceRef)).toEqual([
      other,
    ]);
    const undone = await world.suppressor.unsuppress({
      findingId: world.two,
      who: WHO,
    });
    expect(undone.findingCount).toBe(3);
    expect(await world.list('only')).toEqual([]);
  });

  it('follows rules, which hold nothing that is exploited unless they name it', async () => {
    const world = await prepare(id);
    const rule = {
      vendor: 'EXAMPLE',
      reason: 'Lab',
      expires: '2026-11-22',
    };
    const lab = world.create([rule]);
    expect((await lab.run({})).suppressed).toBe(2);
    expect(await lab.status()).toMatchObject({
      findingCounts: { rule: 2 },
      rules: [{ match: 'vendor EXAMPLE', state: 'active', findingCount: 2 }],
    });
    await world
      .database('vulnerabilities')
      .update({ kev_date_added: '2026-11-20' });
    expect((await lab.run({})).ended).toBe(2);
    expect((await lab.run({})).suppressed).toBe(0);
    const named = world.create([{ ...rule, cve: CVE }]);
    expect((await named.run({})).suppressed).toBe(2);
    world.clock.at = '2026-11-23T00:00:00.000Z';
    expect((await named.run({})).ended).toBe(2);
    expect(await world.history(world.one)).toEqual([
      ['suppressed', 'rule'],
      ['suppression-ended', 'news'],
      ['suppressed', 'rule'],
      ['suppression-ended', 'expiry'],
    ]);
    expect((await named.status()).rules).toMatchObject([{ state: 'expired' }]);
  });

  it('refuses what cannot be used, and says what to write', async () => {
    const world = await prepare(id);
    for (const [options, message] of [
      [
        { expiresOn: '2026-11-19' },
        /expiresOn: "2026-11-19" .* from 2026-11-20 to 2027-05-19/,
      ],
      [{ expiresOn: '2027-05-20' }, /expiresOn/],
      [{ expiresOn: 'tomorrow' }, /expiresOn: "tomorrow"/],
      [{ reason: ' ' }, /reason: is empty/],
      [{ findingId: 'none' }, /There is no open finding none/],
    ] as const) {
      await expect(world.suppress(options)).rejects.toThrow(message);
    }
    expect(await world.list('only')).toEqual([]);
    await expect(
      world.suppressor.unsuppress({ findingId: world.one, who: WHO }),
    ).rejects.toThrow(/is not set aside/);
  });
});

describe('readSuppressionSettings', () => {
  const read = (patchRisk: object) => () =>
    readSuppressionSettings(new ConfigReader({ patchRisk } as never));

  it.each([
    [{ suppression: { maximumDays: 0 } }, /maximumDays: 0/],
    [
      { suppressionRules: [{ reason: 'x', expires: '2027-01-01' }] },
      /\[0\]: names nothing/,
    ],
    [
      { suppressionRules: [{ cve: 'x', reason: 'x', expires: '2027-01-01' }] },
      /\[0\]\.cve: "x"/,
    ],
    [
      { suppressionRules: [{ zone: 'lab', expires: '2027-01-01' }] },
      /\[0\]\.reason: is missing/,
    ],
    [
      {
        suppressionRules: [{ zone: 'lab', reason: 'x', expires: '2027-02-30' }],
      },
      /\[0\]\.expires: "2027-02-30"/,
    ],
    [
      {
        suppressionRules: [
          { component: 'zlib', reason: 'x', expires: '2027-01-01' },
        ],
      },
      /\.component/,
    ],
  ])('refuses %j', (patchRisk, message) => {
    expect(read(patchRisk)).toThrow(message);
  });
});
