import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { shippedExploitModel } from '@patch-risk/model';
import { resolve } from 'node:path';
import { DriftFactStore } from '../database/DriftFactStore';
import { FeedStore } from '../database/FeedStore';
import { ModelDriftStore } from '../database/ModelDriftStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { TrainingFactStore } from '../database/TrainingFactStore';
import { HostPace } from '../workers/HostPace';
import { driftTask, type DriftInput } from './driftTask';
import { DriftWatch } from './DriftWatch';

jest.setTimeout(120_000);

const directory = resolve(__dirname, '../../migrations');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const LONG_AGO = '2026-01-01T00:00:00.000Z';
const NONE = { state: 'none_available' };

async function aWatch(id: TestDatabaseId) {
  const knex = await databases.init(id);
  await knex.migrate.latest({ directory });
  const inputs: DriftInput[] = [];
  const pace = HostPace.fromConfig(mockServices.rootConfig());
  let now = Date.parse('2026-11-21T12:00:00Z');
  const live: { exploitModel?: typeof shippedExploitModel } = {};
  const watch = DriftWatch.create({
    clock: { now: () => new Date(now), pinned: false },
    driftFacts: DriftFactStore.create({ database: knex, pace }),
    drifts: ModelDriftStore.create({ database: knex }),
    facts: TrainingFactStore.create({ database: knex, pace }),
    feeds: FeedStore.create({ database: knex }),
    logger: mockServices.logger.mock(),
    models: { live: async () => ({ version: 'any', ...live }) },
    outcomes: OutcomeEventStore.create({ database: knex }),
    workers: {
      run: async (_name, input) => {
        // Threads get a copy.
        inputs.push(structuredClone(input));
        return driftTask(structuredClone(input));
      },
    },
  });
  const measure = async () => {
    now += 60_000;
    await watch.measure({});
    return inputs[inputs.length - 1];
  };
  const addDevice = (name: string, model = name) =>
    knex('devices').insert({
      entity_ref: name,
      title: name,
      vendor: 'Acme',
      model,
      uid: name,
      etag: '1',
      fields: '{}',
      problems: '[]',
      first_seen_at: LONG_AGO,
      last_seen_at: LONG_AGO,
      changed_at: LONG_AGO,
    });
  const addFinding = (finding: {
    id: string;
    device: string;
    cve?: string;
    remediation?: { state: string };
    advised?: object;
    firstSeenAt?: string;
    closedAt?: string;
    status?: string;
  }) =>
    knex('findings').insert({
      id: finding.id,
      device_ref: finding.device,
      cve: finding.cve ?? 'CVE-2026-0001',
      status: finding.status ?? 'affected',
      confidence: 1,
      evidence: '[]',
      remediation: JSON.stringify(finding.remediation ?? NONE),
      advised_product: finding.advised && JSON.stringify(finding.advised),
      fix_group_key: 'group',
      first_seen_at: finding.firstSeenAt ?? LONG_AGO,
      last_seen_at: LONG_AGO,
      changed_at: LONG_AGO,
      closed_at: finding.closedAt,
    });
  const addChange = (subject: string, at: string, states: [string, string]) =>
    knex('outcome_events').insert({
      at,
      type: 'finding-changed',
      subject,
      payload: JSON.stringify({
        remediationState: states[1],
        changed: ['remediation'],
        previous: { remediationState: states[0] },
      }),
    });
  const events = () =>
    knex('outcome_events')
      .where('type', 'model-drift-changed')
      .orderBy('sequence')
      .select('subject', 'payload');
  return {
    addChange,
    addDevice,
    addFinding,
    events,
    inputs,
    knex,
    live,
    measure,
    watch,
  };
}

describe.each(databases.eachSupportedId())('DriftWatch on %s', id => {
  it('tells of an empty installation that there is too little, once', async () => {
    const { events, measure, watch } = await aWatch(id);
    expect(await watch.list()).toEqual([]);
    const input = await measure();
    expect(input).toMatchObject({ present: [], earlier: [], published: [] });
    const first = await watch.list();
    expect(first.map(({ model, state }) => [model, state])).toEqual([
      ['exploit', 'unknown'],
      ['fix', 'unknown'],
      ['fix-ot', 'unknown'],
    ]);
    expect(first[0]).toMatchObject({
      version: shippedExploitModel.version,
      changedAt: '2026-11-21T12:01:00.000Z',
      movedInputs: [],
    });
    await measure();
    expect((await watch.list())[0]).toMatchObject({
      measuredAt: '2026-11-21T12:02:00.000Z',
      changedAt: '2026-11-21T12:01:00.000Z',
    });
    expect(await events()).toHaveLength(3);
  });

  it('compares what is assessed, once for all devices of a product', async () => {
    const { addDevice, addFinding, knex, live, events, measure, watch } =
      await aWatch(id);
    live.exploitModel = { ...shippedExploitModel, version: 'retrained' };
    await addDevice('one', 'Box');
    await addDevice('two', 'Box');
    await addDevice('three', 'Gate');
    await knex('vulnerabilities').insert({
      cve: 'CVE-2026-0001',
      disclosed_on: '2026-02-03',
      cwes: '["CWE-78"]',
      cvss: '{"version":"3.1","vector":"CVSS:3.1/AV:N","baseScore":9.8}',
      changed_at: LONG_AGO,
    });
    await addFinding({ id: 'a', device: 'one' });
    await addFinding({ id: 'b', device: 'two' });
    await addFinding({
      id: 'c',
      device: 'three',
      remediation: { state: 'unknown' },
      advised: { vendor: 'ACME AG', product: 'Gate', versionRange: '< V3' },
    });
    await addFinding({
      id: 'd',
      device: 'three',
      cve: 'CVE-2',
      closedAt: LONG_AGO,
    });
    await addFinding({
      id: 'e',
      device: 'three',
      cve: 'CVE-3',
      status: 'fixed',
    });
    for (let number = 10; number < 60; number++) {
      await addFinding({
        id: `m${number}`,
        device: 'one',
        cve: `CVE-2026-00${number}`,
      });
    }
    const { present } = await measure();
    expect(present).toHaveLength(52);
    const byId = new Map(
      present
        .filter(({ vulnerability }) => vulnerability.cve === 'CVE-2026-0001')
        .map(each => [each.remediation.state, each]),
    );
    expect(byId.get('unknown')).toMatchObject({
      vendor: 'Acme',
      advisedProduct: { vendor: 'ACME AG' },
      vulnerability: { cwes: ['CWE-78'], disclosedOn: '2026-02-03' },
    });
    const [exploit] = await watch.list();
    expect(exploit).toMatchObject({
      version: 'retrained',
      state: 'inputs-moved',
      inputRows: 52,
      inputCount: 22,
    });
    expect(exploit.movedInputs.length).toBeGreaterThan(0);
    const [event] = await events();
    expect(JSON.parse(event.payload)).toMatchObject({
      version: 'retrained',
      state: 'inputs-moved',
    });
  });

  it('finds the state of 91 days ago, and whether a fix came since', async () => {
    const { addChange, addDevice, addFinding, measure } = await aWatch(id);
    await addDevice('one');
    const available = { state: 'available' };
    const add = (finding: Omit<Parameters<typeof addFinding>[0], 'device'>) =>
      addFinding({ device: 'one', cve: finding.id, ...finding });
    await add({ id: 'still none' });
    await add({ id: 'fixed since', remediation: available });
    await addChange('fixed since', '2026-10-01T00:00:00.000Z', [
      'none_available',
      'available',
    ]);
    await add({ id: 'fixed before', remediation: available });
    await addChange('fixed before', '2026-08-01T00:00:00.000Z', [
      'none_available',
      'available',
    ]);
    await add({ id: 'fixed and withdrawn' });
    await addChange('fixed and withdrawn', '2026-09-01T00:00:00.000Z', [
      'none_available',
      'available',
    ]);
    await addChange('fixed and withdrawn', '2026-10-01T00:00:00.000Z', [
      'available',
      'none_available',
    ]);
    await add({ id: 'too new', firstSeenAt: '2026-10-01T00:00:00.000Z' });
    await add({ id: 'closed before', closedAt: '2026-05-01T00:00:00.000Z' });
    await add({ id: 'closed since', closedAt: '2026-11-01T00:00:00.000Z' });
    const { earlier, earlierOn } = await measure();
    expect(earlierOn).toBe('2026-08-22');
    expect(
      Object.fromEntries(
        earlier.map(({ vulnerability, stateThen, fixedSince }) => [
          vulnerability.cve,
          [stateThen, fixedSince],
        ]),
      ),
    ).toEqual({
      'still none': ['none_available', false],
      'fixed since': ['none_available', true],
      'fixed before': ['available', true],
      'fixed and withdrawn': ['none_available', true],
      'closed since': ['none_available', false],
    });
  });

  it('has a table that goes and comes back', async () => {
    const { knex, measure, watch } = await aWatch(id);
    await measure();
    while (await knex.schema.hasTable('model_drift')) {
      await knex.migrate.down({ directory });
    }
    await knex.migrate.latest({ directory });
    expect(await watch.list()).toEqual([]);
    await measure();
    expect(await watch.list()).toHaveLength(3);
  });
});
