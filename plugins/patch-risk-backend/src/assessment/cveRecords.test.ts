import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { defaultScoreTables, shippedExploitModel } from '@patch-risk/model';
import type { Knex } from 'knex';
import { resolve } from 'node:path';
import { AssessmentInputStore } from '../database/AssessmentInputStore';
import { CveRecordStore } from '../database/CveRecordStore';
import { ExploitCodeStore } from '../database/ExploitCodeStore';
import { readAssessVulnerabilities } from '../database/readAssessVulnerabilities';
import { readVulnerabilityNews } from '../database/readVulnerabilityNews';
import type { CveSsvc } from '../feeds/cve/CveRecord';
import { HostPace } from '../workers/HostPace';
import { assessDevices } from './assessDevices';
import type { AssessVulnerability } from './AssessInput';
import { shippedForecasters } from './Forecasters';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const directory = resolve(__dirname, '../../migrations');
const CVE = 'CVE-2024-0001';
const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const ssvc = (
  exploitation: CveSsvc['exploitation'],
  writtenAt: string,
): CveSsvc => ({ exploitation, automatable: false, writtenAt });

async function aDatabase(knex: Knex) {
  await knex.migrate.latest({ directory });
  const pace = HostPace.fromConfig(mockServices.rootConfig());
  await knex('vulnerabilities').insert({
    cve: CVE,
    disclosed_on: '2024-01-02',
    changed_at: '2024-01-02T00:00:00.000Z',
    cvss: JSON.stringify({ version: '3.1', vector: VECTOR, baseScore: 9.8 }),
  });
  const store = CveRecordStore.create({ database: knex, pace });
  const save = (
    fields: Partial<Parameters<CveRecordStore['save']>[1]['records'][number]>,
  ) =>
    knex.transaction(transaction =>
      store.save(transaction, {
        at: '2024-06-01T00:00:00.000Z',
        records: [
          {
            cve: CVE,
            state: 'published',
            assigner: 'pump_maker',
            publishedOn: '2024-01-03',
            revisedAt: '2024-01-03T00:00:00.000Z',
            cwes: ['CWE-78'],
            affected: [{ vendor: 'Pump Maker', product: 'Pump 7' }],
            description: 'A pump runs commands.',
            contentHash: 'x',
            listed: true,
            ...fields,
          },
        ],
      }),
    );
  const read = async (asOf: string) =>
    (
      await readAssessVulnerabilities({
        database: knex,
        pace,
        cves: [CVE, 'CVE-2024-9999'],
        asOf: `${asOf}T12:00:00.000Z`,
      })
    )[0];
  return { pace, read, save };
}

/** The notes and the chance of a year of a device with the vulnerability. */
function assess(vulnerability: AssessVulnerability, asOf: string) {
  const output = assessDevices(
    {
      asOf: `${asOf}T12:00:00.000Z`,
      epssFreshSince: asOf,
      tables: defaultScoreTables,
      slaDays: { critical: 14, high: 30, medium: 90, low: 180 },
      vulnerabilities: [vulnerability],
      remediations: [{ state: 'unknown' }],
      advisedProducts: [],
      devices: [
        {
          ref: 'resource:default/pump',
          fields: {
            vendor: 'Pump Maker',
            model: 'Pump 7',
            addresses: { mac: [], ip: [], hostname: [] },
            changeWindows: [],
            compensatingControls: [],
          },
          findings: [
            {
              id: '1',
              groupKey: 'pump',
              vulnerability: 0,
              remediation: 0,
              isConfirmed: true,
              firstSeenOn: asOf,
            },
          ],
          anomalies: [],
          plans: {},
        },
      ],
    },
    shippedForecasters,
  );
  const explanations: {
    inputs: { input: string; value: string; source: string; date?: string }[];
  }[] = output.explanations.map(({ body }) => JSON.parse(body));
  const notes = explanations.flatMap(({ inputs }) => inputs);
  const of = (input: string) =>
    notes
      .filter(note => note.input === `${input} of ${CVE}`)
      .map(({ value, source, date }) => [value, source, date]);
  return { notes, of };
}

describe.each(databases.eachSupportedId())('CVE records on %s', id => {
  it('are read as they stood at the assessment', async () => {
    const { read, save } = await aDatabase(await databases.init(id));
    expect(await read('2024-05-01')).toMatchObject({ record: undefined });
    await save({ ssvc: ssvc('none', '2024-01-05T10:00:00.000Z') });
    await save({
      revisedAt: '2024-04-01T10:00:00.000Z',
      ssvc: ssvc('active', '2024-04-01T10:00:00.000Z'),
    });
    const values = await Promise.all(
      [
        '2024-01-02',
        '2024-01-04',
        '2024-01-05',
        '2024-03-31',
        '2024-04-01',
      ].map(async day => {
        const { record } = await read(day);
        return record && (record.ssvc?.exploitation ?? 'without');
      }),
    );
    expect(values).toEqual([undefined, 'without', 'none', 'none', 'active']);
    await save({
      state: 'rejected',
      revisedAt: '2024-05-01T10:00:00.000Z',
    });
    expect(await read('2024-06-01')).toMatchObject({
      record: undefined,
      isRejected: true,
      cvssVector: VECTOR,
    });
  });

  it('have a date among the inputs, as have indexes of exploit code', async () => {
    const knex = await databases.init(id);
    const { pace } = await aDatabase(knex);
    const state = (feed_id: string, snapshot_date: string) => ({
      feed_id,
      snapshot_date,
      state: 'ok',
    });
    await knex('feed_states').insert([
      state('cve', '2024-05-03'),
      state('exploit-code-exploitdb', '2024-05-02'),
      state('exploit-code-nuclei', '2024-05-01'),
    ]);
    expect(
      await AssessmentInputStore.create({ database: knex, pace }).feedDates(),
    ).toEqual({ cve: '2024-05-03', 'exploit-code': '2024-05-01' });
  });

  it('give the forecast its inputs, and the explanation says so', async () => {
    const knex = await databases.init(id);
    const { pace, read, save } = await aDatabase(knex);
    const advised = assess(await read('2024-05-01'), '2024-05-01');
    expect(advised.of('basis of the forecast')).toEqual([
      ['advisory; no CVE record is on hand', 'CSAF advisory', undefined],
    ]);
    await save({ ssvc: ssvc('active', '2024-01-05T10:00:00.000Z') });
    await knex.transaction(transaction =>
      ExploitCodeStore.create({ database: knex, pace }).save(transaction, {
        source: 'exploitdb',
        today: '2024-05-01',
        codes: [
          {
            cve: CVE,
            publishedOn: '2024-02-01',
            reference: 'EDB-1',
            entries: 2,
          },
        ],
      }),
    );
    const recorded = assess(await read('2024-05-01'), '2024-05-01');
    expect(recorded.of('basis of the forecast')).toEqual([
      ['CVE record by pump_maker and SSVC', 'CVE record', '2024-01-03'],
    ]);
    expect(recorded.of('SSVC')).toEqual([
      [
        'exploitation active, not automatable',
        'CISA Vulnrichment',
        '2024-01-05',
      ],
    ]);
    expect(
      recorded.notes.filter(({ input }) => input.startsWith('exploit code')),
    ).toEqual([
      {
        input: `exploit code for ${CVE}`,
        value: 'EDB-1 and 1 more, published then; no forecast uses it',
        source: 'Exploit-DB',
        date: '2024-02-01',
      },
    ]);
    const chance = (each: typeof advised) =>
      Number(each.of('exploitation')[0][0]?.split(': ')[1]);
    expect(chance(recorded)).toBeGreaterThan(5 * chance(advised));
    // The shipped model has no feature of exploit code, so it must not move anything.
    expect(
      shippedExploitModel.record.risk.featureNames.filter(name =>
        /code|metasploit|nuclei|exploitdb/.test(name.split('.')[0]),
      ),
    ).toEqual([]);
    expect((await readVulnerabilityNews(knex, [CVE])).get(CVE)).toEqual({
      ssvc: {
        exploitation: 'active',
        automatable: false,
        totalImpact: undefined,
        writtenAt: '2024-01-05T10:00:00.000Z',
      },
      exploitCode: [
        {
          source: 'exploitdb',
          firstSeenOn: '2024-02-01',
          datedBy: 'source',
          reference: 'EDB-1',
          entries: 2,
        },
      ],
    });
  });
});
