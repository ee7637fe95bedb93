import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import {
  MODEL_VERSION,
  shippedExploitModel,
  type RetrainedExploit,
} from '@patch-risk/model';
import type { Knex } from 'knex';
import { resolve } from 'node:path';
import { FeedStore } from '../database/FeedStore';
import { ModelStore } from '../database/ModelStore';
import { ModelTryStore } from '../database/ModelTryStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { TrainingFactStore } from '../database/TrainingFactStore';
import { HostPace } from '../workers/HostPace';
import { ModelGovernor } from './ModelGovernor';
import type { RetrainInput } from './retrainTask';

jest.setTimeout(120_000);

const directory = resolve(__dirname, '../../migrations');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** What the worker would give, in the order of the runs. */
function retrained(promote: boolean, version: string): RetrainedExploit {
  return {
    challenger: { ...shippedExploitModel, version },
    newestTrainingDay: '2026-08-20',
    verdict: {
      promote,
      reason: promote ? 'better' : 'within chance',
      logLossDifference: { value: -0.1, low: -0.2, high: -0.01, samples: 400 },
      brierDifference: { value: -0.1, low: -0.2, high: -0.01, samples: 400 },
      calibrationErrors: { champion: 0.01, challenger: 0.01 },
      rows: 500,
      events: 20,
    },
  };
}

async function aGovernor(options: {
  id: TestDatabaseId;
  promotes?: boolean[];
  onRun?: (knex: Knex) => Promise<void>;
}) {
  const knex = await databases.init(options.id);
  await knex.migrate.latest({ directory });
  const inputs: RetrainInput[] = [];
  const promotes = [...(options.promotes ?? [])];
  let now = Date.parse('2026-11-21T12:00:00Z');
  const models = ModelStore.create({ database: knex });
  const governor = ModelGovernor.create({
    clock: { now: () => new Date(now), pinned: false },
    facts: TrainingFactStore.create({
      database: knex,
      pace: HostPace.fromConfig(mockServices.rootConfig()),
    }),
    feeds: FeedStore.create({ database: knex }),
    logger: mockServices.logger.mock(),
    models,
    outcomes: OutcomeEventStore.create({ database: knex }),
    tries: ModelTryStore.create({ database: knex }),
    workers: {
      run: async (_name, input) => {
        inputs.push(input);
        await options.onRun?.(knex);
        return retrained(promotes.shift() ?? false, input.version);
      },
    },
  });
  const readKev = (day: string) =>
    knex('feed_states').insert({
      feed_id: 'kev',
      state: 'ok',
      snapshot_date: day,
    });
  const retrain = async () => {
    now += 60_000;
    await governor.retrain({});
  };
  const outcomes = async () =>
    (await knex('outcome_events').orderBy('sequence').select('type')).map(
      ({ type }) => type,
    );
  return { governor, inputs, knex, models, outcomes, readKev, retrain };
}

describe.each(databases.eachSupportedId())('ModelGovernor on %s', id => {
  it('begins with the shipped model and tells how old its training is', async () => {
    const { governor } = await aGovernor({ id });
    expect(await governor.live()).toEqual({
      version: MODEL_VERSION,
      exploitModel: undefined,
    });
    const [exploit] = (await governor.status()).models.filter(
      ({ id: model }) => model === 'exploit',
    );
    const { to } = shippedExploitModel.card.trainingWindow;
    expect(exploit).toMatchObject({
      name: 'Exploitation',
      version: shippedExploitModel.version,
      newestTrainingDay: to,
      warning: expect.stringContaining(to),
    });
  });

  it('trains nothing before KEV was read', async () => {
    const { inputs, retrain } = await aGovernor({ id });
    await retrain();
    expect(inputs).toEqual([]);
  });

  it('uses a model that did better, keeps one that did not, and goes back', async () => {
    const { governor, inputs, outcomes, readKev, retrain } = await aGovernor({
      id,
      promotes: [true, false, true],
    });
    await readKev('2026-11-19');
    await retrain();
    const first = await governor.live();
    expect(first.exploitModel?.version).toBe(inputs[0].version);
    expect(first.version).toBe(inputs[0].version);
    const [exploit] = (await governor.status()).models.filter(
      ({ id: model }) => model === 'exploit',
    );
    expect(exploit).toMatchObject({
      ageDays: 93,
      version: 'retrained-20261121T120100',
    });
    await retrain();
    expect((await governor.live()).version).toBe(first.version);
    await retrain();
    expect((await governor.live()).version).toBe(inputs[2].version);
    expect(inputs.map(input => input.champion?.version)).toEqual([
      undefined,
      inputs[0].version,
      inputs[0].version,
    ]);
    expect(inputs[0].asOf).toBe('2026-11-19');

    const back = await governor.rollBack({ reason: ' too many alarms ' });
    expect(back).toMatchObject({ version: first.version, state: 'live' });
    expect((await governor.live()).exploitModel?.version).toBe(first.version);
    expect(
      (await governor.list())
        .filter(({ family }) => family === 'exploit')
        .map(({ state, reason }) => [state, reason]),
    ).toEqual([
      ['rolled-back', 'too many alarms'],
      ['rejected', 'within chance'],
      ['live', 'better'],
      ['replaced', 'shipped with this release'],
    ]);
    expect(await governor.rollBack({ reason: 'again' })).toMatchObject({
      version: MODEL_VERSION,
      isShipped: true,
    });
    expect((await governor.live()).exploitModel).toBeUndefined();
    await expect(governor.rollBack({ reason: 'more' })).rejects.toThrow(
      'nothing to go back to',
    );
    await expect(governor.rollBack({ reason: ' ' })).rejects.toThrow(
      '1 to 500',
    );
    expect(await outcomes()).toEqual([
      'model-promoted',
      'model-rejected',
      'model-promoted',
      'model-rolled-back',
      'model-rolled-back',
    ]);
  });

  it('does not promote over a model that came in between', async () => {
    const { governor, outcomes, readKev, retrain } = await aGovernor({
      id,
      promotes: [true],
      onRun: async knex => {
        await knex('models').update({ state: 'replaced' });
        await knex('models').insert({
          family: 'exploit',
          version: 'another',
          state: 'live',
          newest_training_day: '2026-08-01',
          reason: 'meanwhile',
          decided_at: '2026-11-21T12:00:30.000Z',
        });
      },
    });
    await readKev('2026-11-19');
    await expect(retrain()).rejects.toThrow('another is live by now');
    expect((await governor.live()).version).toBe('another');
    expect(await outcomes()).toEqual([]);
  });

  it('trains on what advisories name, not on what only KEV names', async () => {
    const { inputs, knex, readKev, retrain } = await aGovernor({ id });
    await readKev('2027-01-01');
    const vulnerability = {
      cwes: '["CWE-78"]',
      changed_at: '2026-01-01T00:00:00.000Z',
    };
    await knex('vulnerabilities').insert([
      {
        ...vulnerability,
        cve: 'CVE-2026-0001',
        disclosed_on: '2026-02-03',
        cvss: '{"version":"3.1","vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8}',
        kev_date_added: '2026-02-10',
      },
      { ...vulnerability, cve: 'CVE-2026-0002', kev_date_added: '2026-02-10' },
      { ...vulnerability, cve: 'CVE-2026-0003', disclosed_on: '2026-02-03' },
    ]);
    await knex('advisories').insert({
      id: 'csaf/a',
      feed_id: 'csaf',
      tracking_id: 'a',
      version: '1',
      title: 'A',
      publisher: 'P',
      released_on: '2026-02-03',
      revised_on: '2026-02-03',
      content_hash: 'x',
      changed_at: '2026-02-03T00:00:00.000Z',
    });
    await knex('advisory_products').insert(
      ['one', 'two'].map(product_id => ({
        advisory_id: 'csaf/a',
        cve: 'CVE-2026-0001',
        product_id,
        vendor_key: 'acme',
        vendor: 'Acme',
        product: 'Gateway',
        branch_path: '[]',
        status: 'affected',
        remediation_state: 'available',
      })),
    );
    await retrain();
    expect(inputs[0].facts).toEqual([
      {
        cve: 'CVE-2026-0001',
        publishedOn: '2026-02-03',
        cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        cvssBaseScore: 9.8,
        cwes: ['CWE-78'],
        affected: [{ vendor: 'Acme', product: 'Gateway' }],
        knownExploitedOn: '2026-02-10',
      },
    ]);
    // A file that is dated ahead of the clock tells nothing of the days to come.
    expect(inputs[0].asOf).toBe('2026-11-21');
  });

  it('trains on CVE records where there are any, but not on those that were only asked for', async () => {
    const { inputs, knex, readKev, retrain } = await aGovernor({ id });
    await readKev('2026-06-01');
    const record = (cve: string, fields: object = {}) => ({
      cve,
      state: 'published',
      assigner: 'maker',
      published_on: '2026-02-03',
      revised_at: '2026-02-03T00:00:00.000Z',
      affected: '[{"vendor":"Acme","product":"Gateway"}]',
      description: 'A gateway.',
      listed: true,
      content_hash: cve,
      changed_at: '2026-02-03T00:00:00.000Z',
      ...fields,
    });
    await knex('cve_records').insert([
      record('CVE-2026-0001', {
        cvss: '{"version":"3.1","baseScore":7,"source":"adp","addedOn":"2026-02-05"}',
      }),
      record('CVE-2026-0002', { listed: false }),
      record('CVE-2026-0003', { state: 'rejected' }),
    ]);
    const ssvc = (exploitation: string, written_at: string) => ({
      cve: 'CVE-2026-0001',
      exploitation,
      written_at,
    });
    await knex('cve_ssvc').insert([
      ssvc('none', '2026-02-05T00:00:00.000Z'),
      ssvc('active', '2026-03-05T00:00:00.000Z'),
    ]);
    await knex('vulnerabilities').insert(
      ['CVE-2026-0001', 'CVE-2026-0002'].map(cve => ({
        cve,
        kev_date_added: '2026-03-05',
        changed_at: '2026-03-05T00:00:00.000Z',
      })),
    );
    await retrain();
    expect(inputs[0].facts).toEqual([
      {
        cve: 'CVE-2026-0001',
        publishedOn: '2026-02-03',
        cvssBaseScore: 7,
        cvssAddedOn: '2026-02-05',
        cwes: [],
        affected: [{ vendor: 'Acme', product: 'Gateway' }],
        knownExploitedOn: '2026-03-05',
        record: { assigner: 'maker', description: 'A gateway.' },
        ssvc: { exploitation: 'active', writtenOn: '2026-03-05' },
        ssvcHistory: [
          { exploitation: 'none', writtenOn: '2026-02-05' },
          { exploitation: 'active', writtenOn: '2026-03-05' },
        ],
      },
    ]);
  });

  it('has a table that goes and comes back', async () => {
    const { governor, knex } = await aGovernor({ id });
    await governor.live();
    expect(await knex('models').select('version')).toHaveLength(2);
    while (await knex.schema.hasTable('models')) {
      await knex.migrate.down({ directory });
    }
    expect(await knex.schema.hasTable('vulnerabilities')).toBe(true);
    await knex.migrate.latest({ directory });
    expect(await governor.live()).toMatchObject({ version: MODEL_VERSION });
  });
});
