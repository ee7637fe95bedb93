import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { OtFixModel, RetrainedOtFix } from '@patch-risk/model';
import { resolve } from 'node:path';
import { FeedStore } from '../database/FeedStore';
import { FixFactStore } from '../database/FixFactStore';
import { FixHistoryStore } from '../database/FixHistoryStore';
import { ModelStore } from '../database/ModelStore';
import { ModelTryStore } from '../database/ModelTryStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { TrainingFactStore } from '../database/TrainingFactStore';
import { HostPace } from '../workers/HostPace';
import { FixRetrainer } from './FixRetrainer';
import { ModelGovernor } from './ModelGovernor';
import { retrainFixTask, type RetrainFixInput } from './retrainFixTask';

jest.setTimeout(120_000);

const directory = resolve(__dirname, '../../migrations');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

async function start(id: TestDatabaseId, promotes: boolean[] = []) {
  const database = await databases.init(id);
  await database.migrate.latest({ directory });
  const pace = HostPace.create({ share: 1 });
  let now = Date.parse('2026-11-21T12:00:00Z');
  const clock = { now: () => new Date(now), pinned: false };
  const logger = mockServices.logger.mock();
  const tries = ModelTryStore.create({ database });
  const governor = ModelGovernor.create({
    clock,
    facts: TrainingFactStore.create({ database, pace }),
    feeds: FeedStore.create({ database }),
    logger,
    models: ModelStore.create({ database }),
    outcomes: OutcomeEventStore.create({ database }),
    tries,
    workers: { run: jest.fn() },
  });
  const inputs: RetrainFixInput[] = [];
  const retrainer = FixRetrainer.create({
    clock,
    fixFacts: FixFactStore.create({ database, pace }),
    fixHistory: FixHistoryStore.create({ database, pace }),
    logger,
    governor,
    tries,
    workers: {
      run: async (_name, input): Promise<RetrainedOtFix> => {
        inputs.push(input);
        const promote = promotes.shift();
        const part = { promote: promote === true, reason: 'r', advisories: 1 };
        return promote === undefined
          ? retrainFixTask(input)
          : {
              promote,
              reason: promote ? 'better' : 'within chance',
              challenger: {
                version: input.version,
              } as Partial<OtFixModel> as OtFixModel,
              newestTrainingDay: '2026-08-20',
              parts: { atDisclosure: part, late: part },
            };
      },
    },
  });
  const retrain = async () => {
    now += 60_000;
    await retrainer.retrain({});
  };
  const fixStatus = async () =>
    (await governor.status()).models.find(({ id: name }) => name === 'fix-ot');
  return { database, fixStatus, governor, inputs, retrain };
}

describe.each(databases.eachSupportedId())('FixRetrainer on %s', id => {
  it('says why nothing was trained, and leaves no version behind', async () => {
    const { fixStatus, governor, retrain } = await start(id);
    await retrain();
    expect(await fixStatus()).toMatchObject({
      version: expect.stringMatching(/^fix-ot-2|^2/),
      warning: expect.any(String),
      lastTry: {
        at: '2026-11-21T12:01:00.000Z',
        outcome: 'refused',
        reason: expect.stringMatching(
          /0 advisories until 2026-08-23 say fix or none.*at least 200.*0 of 0 advisories without a fix had one/,
        ),
      },
    });
    expect(await governor.list()).toHaveLength(2);
  });

  it('uses a model that did better beside the exploit model, and goes back', async () => {
    const { database, fixStatus, governor, inputs, retrain } = await start(id, [
      true,
      false,
    ]);
    const { version: before } = await governor.live();
    await retrain();
    const live = await governor.live();
    expect(live.version).toBe(`${before}+fix-ot-retrained-20261121T120100`);
    expect(live.fixModel?.version).toBe(inputs[0].version);
    expect(live.exploitModel).toBeUndefined();
    expect(await fixStatus()).toMatchObject({
      version: 'retrained-20261121T120100',
      newestTrainingDay: '2026-08-20',
      ageDays: 93,
      lastTry: { outcome: 'promoted', reason: 'better' },
    });
    await retrain();
    expect(inputs.map(({ champion }) => champion?.version)).toEqual([
      undefined,
      inputs[0].version,
    ]);
    expect(await fixStatus()).toMatchObject({
      version: 'retrained-20261121T120100',
      lastTry: { outcome: 'rejected', reason: 'within chance' },
    });
    expect(
      await governor.rollBack({ reason: 'too sure', family: 'fix-ot' }),
    ).toMatchObject({ family: 'fix-ot', isShipped: true, state: 'live' });
    expect((await governor.live()).version).toBe(before);
    await expect(governor.rollBack({ reason: 'it too' })).rejects.toThrow(
      'nothing to go back to',
    );
    const events = await database('outcome_events')
      .orderBy('sequence')
      .select('type', 'subject');
    expect(events.map(({ type }) => type)).toEqual([
      'model-promoted',
      'model-rejected',
      'model-rolled-back',
    ]);
    expect(events[2].subject).toBe(inputs[0].version);
  });

  it('learns from advisories that say fix or none, as they were first read', async () => {
    const { database, inputs, retrain } = await start(id, [false]);
    const advisory = (name: string, fields: object = {}) => ({
      id: name,
      feed_id: 'csaf-x',
      tracking_id: name,
      version: '2',
      title: 'T',
      publisher: 'P',
      released_on: '2026-02-03',
      revised_on: '2026-06-01',
      followed_since: '2026-02-03',
      sectors: '["Energy"]',
      content_hash: name,
      changed_at: '2026-02-03T00:00:00.000Z',
      ...fields,
    });
    await database('advisories').insert([
      advisory('a'),
      advisory('later', { released_on: '2026-12-01' }),
    ]);
    await database('advisory_vulnerabilities').insert({
      advisory_id: 'a',
      cve: 'CVE-2026-0001',
      cvss_vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      cwes: '["CWE-78"]',
    });
    const product = (name: string, state: string, fields: object = {}) => ({
      advisory_id: 'a',
      cve: 'CVE-2026-0001',
      product_id: name,
      vendor_key: 'acme',
      vendor: 'Acme',
      product: name,
      version_range: '< 2.1',
      branch_path: '[]',
      status: 'affected',
      remediation_state: state,
      ...fields,
    });
    await database('advisory_products').insert([
      product('Gateway', 'available'),
      product('Panel', 'available'),
      product('Pump', 'none_available'),
      product('Valve', 'unknown'),
      product('Relay', 'available', { status: 'fixed' }),
      product('Late', 'available', { advisory_id: 'later' }),
    ]);
    await database('fix_watches').insert({
      advisory_id: 'a',
      product_key: 'panel',
      vendor: 'Acme',
      product: 'Panel',
      released_on: '2026-02-03',
      open_on: '2026-02-03',
      fixed_on: '2026-05-20',
      fix_known_on: '2026-06-01',
    });
    await retrain();
    const [{ cases, watches, asOf }] = inputs;
    expect(asOf).toBe('2026-11-21');
    expect(
      cases.map(({ fixCase, hasFix, knownOn }) => [
        fixCase.product,
        hasFix,
        knownOn,
      ]),
    ).toEqual([
      ['Gateway', true, '2026-06-01'],
      ['Panel', false, '2026-02-03'],
      ['Pump', false, '2026-06-01'],
    ]);
    expect(cases[0]).toMatchObject({
      advisory: 'a',
      released: '2026-02-03',
      fixCase: {
        ecosystem: 'ot-advisory',
        cve: 'CVE-2026-0001',
        vendor: 'Acme',
        disclosed: '2026-02-03',
        cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        cwes: ['CWE-78'],
        sectors: ['Energy'],
        productsAffectedText: 'Gateway: < 2.1',
      },
    });
    expect(watches).toEqual([
      {
        advisory: 'a',
        vendor: 'Acme',
        releasedOn: '2026-02-03',
        openOn: '2026-02-03',
        fixedOn: '2026-05-20',
        fixKnownOn: '2026-06-01',
      },
    ]);
  });
});
