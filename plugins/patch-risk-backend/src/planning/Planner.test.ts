import { resolve } from 'node:path';
import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { TaskStore } from '../database/TaskStore';
import { Outbox } from '../delivery/Outbox';
import { Planner } from './Planner';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const signal = new AbortController().signal;

class Organisation {
  now = '2026-11-02T10:00:00.000Z';
  readonly tasks: TaskStore;
  readonly outcomes: OutcomeEventStore;

  constructor(readonly knex: Knex) {
    this.tasks = TaskStore.create({ database: knex });
    this.outcomes = OutcomeEventStore.create({ database: knex });
  }

  async device(name: string, more: Record<string, unknown> = {}) {
    const fields = {
      addresses: { mac: [], ip: [], hostname: [] },
      compensatingControls: [],
      changeWindows: [
        {
          rrule: 'DTSTART:20260103T020000\nRRULE:FREQ=WEEKLY;BYDAY=SA',
          timeZone: 'Europe/Berlin',
          durationMinutes: 120,
        },
      ],
      ...(more.fields as object),
    };
    await this.knex('devices').insert({
      entity_ref: `resource:default/${name}`,
      uid: name,
      etag: '1',
      title: name,
      owner_ref: 'group:default/clinic',
      site_ref: 'resource:default/munich',
      vendor: 'Axis',
      model: 'M3045',
      problems: '[]',
      first_seen_at: '2026-11-02T10:00:00.000Z',
      last_seen_at: '2026-11-02T10:00:00.000Z',
      changed_at: '2026-11-02T10:00:00.000Z',
      match_state: 'matched',
      ...more,
      fields: JSON.stringify(fields),
    });
  }

  async finding(
    name: string,
    cve: string,
    more: {
      group?: string;
      state?: string;
      decision?: string;
      status?: string;
      severity?: string;
      medianDays?: number;
    } = {},
  ) {
    const device_ref = `resource:default/${name}`;
    const group = more.group ?? 'axis-10.12';
    const state = more.state ?? 'available';
    await this.knex('vulnerabilities')
      .insert({
        cve,
        cvss: JSON.stringify({ severity: more.severity ?? 'HIGH' }),
        changed_at: this.now,
      })
      .onConflict('cve')
      .ignore();
    await this.knex('findings').insert({
      id: `${name}/${cve}`,
      device_ref,
      cve,
      status: more.status ?? 'affected',
      confidence: 1,
      evidence: '[]',
      remediation: JSON.stringify({
        state,
        fixedVersion: state === 'available' ? '10.12.1' : undefined,
        availableSince: state === 'available' ? '2026-10-01' : undefined,
      }),
      fix_group_key: group,
      first_seen_at: this.now,
      last_seen_at: this.now,
      changed_at: this.now,
    });
    await this.knex('assessment_groups')
      .insert({
        device_ref,
        group_key: group,
        title: 'Update Axis M3045 to 10.12.1',
        cves: '[]',
        finding_ids: '[]',
        fix: state === 'available' ? 'Axis M3045 10.12.1' : null,
        remediation_state: state,
        impact: 0.5,
        reach: 0.1,
        begin_curve: 'b',
        wait: '{}',
        plan: '{}',
        loss: 0.01,
        share: 1,
        drop_if_fixed: 5,
        exploited: false,
        decision: more.decision ?? 'schedule',
        fix_forecast: JSON.stringify(
          state === 'available'
            ? { medianDays: 0, basis: 'available' }
            : { medianDays: more.medianDays, basis: 'model' },
        ),
        fix_curve: 'curve',
        deploy_forecast: JSON.stringify({
          medianDays: 10,
          lower80Days: 5,
          upper80Days: 20,
        }),
        explanation_hash: 'e',
      })
      .onConflict(['device_ref', 'group_key'])
      .ignore();
  }

  async run(planning: JsonObject = {}) {
    const clock = { now: () => new Date(this.now), pinned: false };
    return Planner.create({
      config: new ConfigReader({ patchRisk: { planning } }),
      database: this.knex,
      clock,
      logger: mockServices.logger.mock({
        child: () => mockServices.logger.mock(),
      }),
      outbox: Outbox.create({
        eventSinkIds: () => [],
        ticketSinkIds: () => ['tracker'],
        clock,
      }),
    }).run({ signal });
  }

  async list() {
    return (await this.tasks.list({ limit: 50 })).items;
  }

  async eventTypes() {
    const { items } = await this.outcomes.list({ limit: 100 });
    return items.map(event => event.type);
  }
}

async function organisation(id: TestDatabaseId) {
  const knex = await databases.init(id);
  await knex.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  await knex('sites').insert({
    entity_ref: 'resource:default/munich',
    title: 'Munich clinic',
    time_zone: 'Europe/Berlin',
    holidays: 'DE-BY',
    last_seen_at: '2026-11-02T10:00:00.000Z',
  });
  await knex('curves').insert({
    key: 'curve',
    kind: 'fix-survival',
    values: JSON.stringify(
      Array.from({ length: 52 }, (_, t) => 0.9 ** (t + 1)),
    ),
  });
  return new Organisation(knex);
}

describe.each(databases.eachSupportedId())('Planner on %s', id => {
  it('makes one task of one fix for several devices, once', async () => {
    const subject = await organisation(id);
    await subject.device('camera-1');
    await subject.device('camera-2');
    await subject.device('camera-3', { owner_ref: 'group:default/other' });
    for (const name of ['camera-1', 'camera-2', 'camera-3']) {
      await subject.finding(name, 'CVE-2026-1');
      await subject.finding(name, 'CVE-2026-2');
    }
    expect(await subject.run()).toEqual({
      opened: 2,
      changed: 0,
      closed: 0,
      plannedMoved: 2,
    });
    const task = (await subject.list()).find(
      ({ ownerRef }) => ownerRef === 'group:default/clinic',
    );
    expect(task).toMatchObject({
      kind: 'patch',
      title: 'Update Axis M3045 to 10.12.1 at Munich clinic',
      status: 'open',
      deviceRefs: ['resource:default/camera-1', 'resource:default/camera-2'],
      cves: ['CVE-2026-1', 'CVE-2026-2'],
      dueDate: '2026-12-02',
      // The first Saturday after Monday 2 November 2026 is the 7th; 02:00 in Berlin is 01:00 UTC.
      plannedStart: '2026-11-07T01:00:00.000Z',
      plannedEnd: '2026-11-07T03:00:00.000Z',
      lateReason: 'none',
      priority: 'medium',
      loss: 0.02,
    });
    // 30.54 days are left (13:00 of 2 November until the end of 2 December): ln(30.54 / 10) / sigma = 2.0643, with
    // sigma = ln(4) / 2.56310 = 0.54086; the normal distribution gives 0.98050.
    expect(task?.onTimeProbability).toBeCloseTo(0.9805, 3);
    expect(
      await subject.knex('outbox').select('aggregate', 'state'),
    ).toHaveLength(2);
    expect(await subject.eventTypes()).toEqual(['task-opened', 'task-opened']);

    const before = await subject.knex('tasks').orderBy('id');
    expect(await subject.run()).toEqual({
      opened: 0,
      changed: 0,
      closed: 0,
      plannedMoved: 0,
    });
    expect(await subject.knex('tasks').orderBy('id')).toEqual(before);
  });

  it('leaves out what is only watched, and keeps it once it is in a task', async () => {
    const subject = await organisation(id);
    await subject.device('camera-1');
    await subject.finding('camera-1', 'CVE-2026-1', { decision: 'monitor' });
    await subject.run();
    expect(await subject.list()).toEqual([]);
    await subject.knex('assessment_groups').update({ decision: 'schedule' });
    await subject.run();
    await subject.knex('assessment_groups').update({ decision: 'monitor' });
    await subject.run();
    expect(await subject.list()).toMatchObject([
      { status: 'open', decision: 'monitor' },
    ]);
    await subject.knex('assessment_groups').update({ decision: 'accept' });
    await subject.run();
    expect(await subject.list()).toMatchObject([{ status: 'closed' }]);
  });

  it('tells mitigating, replacing, finding out and waiting for a fix apart', async () => {
    const subject = await organisation(id);
    await subject.device('never');
    await subject.finding('never', 'CVE-2026-1', {
      group: 'a',
      state: 'no_fix_planned',
      decision: 'mitigate',
    });
    await subject.device('old', { fields: { endOfSupport: '2025-12-31' } });
    await subject.finding('old', 'CVE-2026-1', {
      group: 'b',
      state: 'none_available',
      decision: 'mitigate',
    });
    await subject.device('unclear');
    await subject.finding('unclear', 'CVE-2026-1', {
      group: 'c',
      status: 'unknown',
    });
    await subject.device('waiting');
    await subject.finding('waiting', 'CVE-2026-1', {
      group: 'd',
      state: 'none_available',
      decision: 'mitigate',
      medianDays: 90,
    });
    await subject.device('versionless', { match_state: 'no-version' });
    await subject.run();
    const tasks = new Map(
      (await subject.list()).map(task => [task.deviceRefs[0], task]),
    );
    expect(tasks.get('resource:default/never')).toMatchObject({
      kind: 'mitigate',
      lateReason: 'none',
    });
    expect(tasks.get('resource:default/old')).toMatchObject({
      kind: 'replace',
    });
    expect(tasks.get('resource:default/unclear')).toMatchObject({
      kind: 'investigate',
    });
    expect(tasks.get('resource:default/versionless')).toMatchObject({
      kind: 'investigate',
      cves: [],
      dueDate: '2026-12-02',
    });
    const waiting = tasks.get('resource:default/waiting');
    expect(waiting).toMatchObject({
      kind: 'patch',
      lateReason: 'no-fix-yet',
      dueDate: '2026-12-02',
      // 90 days after 2 November is Sunday 31 January 2027; the next Saturday is 6 February.
      plannedStart: '2027-02-06T01:00:00.000Z',
    });
    expect(waiting?.onTimeProbability).toBeGreaterThan(0.05);
    expect(waiting?.onTimeProbability).toBeLessThan(0.3);
  });

  it('closes a task when its findings close, retires it when its devices are gone, and opens it again', async () => {
    const subject = await organisation(id);
    await subject.device('camera-1');
    await subject.finding('camera-1', 'CVE-2026-1');
    await subject.device('camera-2', { owner_ref: 'group:default/other' });
    await subject.finding('camera-2', 'CVE-2026-1');
    await subject.run();
    subject.now = '2026-11-10T10:00:00.000Z';
    await subject
      .knex('findings')
      .where('device_ref', 'resource:default/camera-1')
      .update({ closed_at: subject.now });
    await subject
      .knex('devices')
      .where('entity_ref', 'resource:default/camera-2')
      .update({ gone_at: subject.now });
    expect(await subject.run()).toMatchObject({ closed: 2 });
    const ended = await subject.list();
    expect(
      ended.map(({ status, deviceRefs }) => [deviceRefs[0], status]).sort(),
    ).toEqual([
      ['resource:default/camera-1', 'closed'],
      ['resource:default/camera-2', 'retired'],
    ]);
    subject.now = '2026-11-20T10:00:00.000Z';
    await subject
      .knex('findings')
      .where('device_ref', 'resource:default/camera-1')
      .update({ closed_at: null, first_seen_at: subject.now });
    expect(await subject.run()).toMatchObject({ opened: 1 });
    expect((await subject.list())[0]).toMatchObject({
      status: 'open',
      closedAt: undefined,
      // 20 November + 30 = Sunday 20 December: Monday 21.
      dueDate: '2026-12-21',
    });
  });

  it('keeps a task while its device is not assessed, and one that a person closed as awaiting', async () => {
    const subject = await organisation(id);
    await subject.device('camera-1');
    await subject.finding('camera-1', 'CVE-2026-1');
    await subject.run();
    await subject.knex('tasks').update({ status: 'awaiting_verification' });
    await subject.run();
    await subject.knex('assessment_groups').delete();
    await subject.run();
    expect(await subject.list()).toMatchObject([
      { status: 'awaiting_verification' },
    ]);
    await subject.knex('findings').update({ closed_at: subject.now });
    await subject.run();
    expect(await subject.list()).toMatchObject([{ status: 'closed' }]);
  });

  it('moves a due date later only when the policy does', async () => {
    const subject = await organisation(id);
    await subject.device('camera-1');
    await subject.finding('camera-1', 'CVE-2026-1', { severity: 'CRITICAL' });
    await subject.finding('camera-1', 'CVE-2026-2', { severity: 'HIGH' });
    await subject.run();
    const due = async () => (await subject.list())[0].dueDate;
    expect(await due()).toBe('2026-11-17');
    await subject
      .knex('findings')
      .where('cve', 'CVE-2026-1')
      .update({ closed_at: subject.now });
    await subject.run();
    expect(await due()).toBe('2026-11-17');
    await subject.knex('findings').update({ closed_at: null });
    // Monday 2 + 25 = Friday 27 November.
    await subject.run({ slaDays: { critical: 25 } });
    expect(await due()).toBe('2026-11-27');
  });

  it('rolls everything back when one part of the transaction fails', async () => {
    const subject = await organisation(id);
    await subject.device('camera-1');
    await subject.finding('camera-1', 'CVE-2026-1');
    await subject.knex.schema.dropTable('outcome_events');
    await expect(subject.run()).rejects.toThrow();
    expect(await subject.list()).toEqual([]);
    expect(await subject.knex('outbox')).toEqual([]);
  });
});

it.each([
  [{ slaDays: { high: 0 } }, 'patchRisk.planning.slaDays.high: 0'],
  [{ clockStart: 'tomorrow' }, 'patchRisk.planning.clockStart: "tomorrow"'],
  [
    { calendar: { timeZone: 'Mars/Olympus' } },
    'patchRisk.planning.calendar.timeZone: "Mars/Olympus"',
  ],
  [
    { calendar: { holidays: 'ZZ' } },
    'patchRisk.planning.calendar.holidays: "ZZ"',
  ],
  [
    { calendar: { weekend: ['caturday'] } },
    'patchRisk.planning.calendar.weekend: "caturday"',
  ],
])('refuses the config %j', (planning, message) => {
  expect(() =>
    Planner.create({
      config: new ConfigReader({ patchRisk: { planning } }),
      database: {} as Knex,
      clock: { now: () => new Date(), pinned: false },
      logger: mockServices.logger.mock(),
      outbox: Outbox.create({
        eventSinkIds: () => [],
        ticketSinkIds: () => [],
        clock: { now: () => new Date(), pinned: false },
      }),
    }),
  ).toThrow(message);
});
