import type { RecordProblem } from '@patch-risk/match';
import { cveRecord, ssvcOf } from './__testUtils__/cveRecord';
import { readCveRecord } from './readCveRecord';

const VECTOR = 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L';

function read(value: unknown) {
  const problems: RecordProblem[] = [];
  return { record: readCveRecord({ record: 'r', value, problems }), problems };
}

describe('readCveRecord', () => {
  it('keeps what the exploit model reads', () => {
    expect(
      read(
        cveRecord('cve-2025-1111', {
          ssvc: ssvcOf('PoC', '2025-03-01T23:30:00.123456Z'),
        }),
      ),
    ).toEqual({
      problems: [],
      record: {
        cve: 'CVE-2025-1111',
        state: 'published',
        assigner: 'pump_maker',
        publishedOn: '2025-03-01',
        revisedAt: '2025-03-03T10:00:00.000Z',
        cvss: {
          version: '3.1',
          vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          baseScore: 9.8,
          source: 'cna',
        },
        cwes: ['CWE-78'],
        affected: [{ vendor: 'Pump Maker', product: 'Pump 7' }],
        description: 'A pump of cve-2025-1111 runs commands.',
        ssvc: {
          exploitation: 'poc',
          automatable: true,
          totalImpact: true,
          writtenAt: '2025-03-01T23:30:00.123Z',
        },
      },
    });
  });

  it("takes CISA's score where the assigner gives none, from the day of SSVC on", () => {
    const cvssV3_1 = { vectorString: VECTOR, baseScore: 5 };
    const options = {
      cna: { metrics: undefined, problemTypes: undefined },
      adpMetrics: [{ cvssV3_1 }, { other: { type: 'kev', content: {} } }],
    };
    expect(
      read(
        cveRecord('CVE-2025-1111', {
          ...options,
          ssvc: ssvcOf('none', '2025-03-02T04:00:00Z', []),
        }),
      ).record,
    ).toMatchObject({
      cvss: { source: 'adp', baseScore: 5, addedOn: '2025-03-02' },
      ssvc: { automatable: undefined, totalImpact: undefined },
      cwes: [],
    });
    expect(read(cveRecord('CVE-2025-1111', options)).record).toMatchObject({
      cvss: { addedOn: '2025-03-03' },
      ssvc: undefined,
    });
  });

  it('prefers version 3.1, and of several scores the highest', () => {
    const { record } = read(
      cveRecord('CVE-2025-1111', {
        cna: {
          metrics: [
            { cvssV4_0: { baseScore: 9.9 } },
            { cvssV3_1: { baseScore: 6.1 } },
            { cvssV3_1: { baseScore: 7.2 }, cvssV2_0: { baseScore: 10 } },
          ],
        },
      }),
    );
    expect(record?.cvss).toEqual({
      version: '3.1',
      baseScore: 7.2,
      source: 'cna',
      vector: undefined,
    });
  });

  it('takes fields that are missing for unknown', () => {
    const { record, problems } = read({
      dataType: 'CVE_RECORD',
      dataVersion: '5.0',
      cveMetadata: {
        cveId: 'CVE-2001-0001',
        state: 'PUBLISHED',
        assignerShortName: null,
      },
      containers: {
        cna: { affected: [{}, { vendor: 'n/a', product: null }] },
      },
    });
    expect(problems).toEqual([]);
    expect(record).toEqual({
      cve: 'CVE-2001-0001',
      state: 'published',
      assigner: '',
      publishedOn: undefined,
      revisedAt: '1980-01-01T00:00:00.000Z',
      cvss: undefined,
      cwes: [],
      affected: [
        { vendor: undefined, product: undefined },
        { vendor: 'n/a', product: undefined },
      ],
      description: '',
      ssvc: undefined,
    });
  });

  it('keeps of a rejected record that it is', () => {
    expect(
      read({
        dataType: 'CVE_RECORD',
        dataVersion: '5.1',
        cveMetadata: {
          cveId: 'CVE-2025-1111',
          state: 'REJECTED',
          dateUpdated: '2025-04-01T00:00:00Z',
        },
        containers: { cna: { rejectedReasons: [{ lang: 'en', value: 'x' }] } },
      }).record,
    ).toMatchObject({
      state: 'rejected',
      revisedAt: '2025-04-01T00:00:00.000Z',
      description: '',
      affected: [],
    });
  });

  it.each([
    [undefined, undefined],
    [{ dataType: 'OTHER' }, 'dataType'],
    [{ ...cveRecord('CVE-2025-1'), dataVersion: '4.0' }, 'dataVersion'],
    [cveRecord('CVE-2025-x'), 'cveMetadata.cveId'],
    [cveRecord('CVE-2025-1111', { state: 'RESERVED' }), 'cveMetadata.state'],
    [
      cveRecord('CVE-2025-1111', { published: 'soon' }),
      'cveMetadata.datePublished',
    ],
  ])('refuses %j, naming %s', (value, field) => {
    const { record, problems } = read(value);
    expect(record).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ record: 'r', field })]);
  });

  it('leaves out a part that is wrong, with its place, and takes the rest', () => {
    const { record, problems } = read(
      cveRecord('CVE-2025-1111', {
        ssvc: ssvcOf('maybe', '2025-03-02T04:00:00Z'),
        cna: {
          metrics: [
            { cvssV3_1: { baseScore: 11 } },
            { cvssV3_1: { baseScore: 7, vectorString: 'CVSS:3.1/AV:L' } },
          ],
          affected: [{ vendor: 7 }, { vendor: 'Pump Maker' }],
        },
      }),
    );
    expect(record).toMatchObject({
      cvss: { baseScore: 7, vector: undefined },
      ssvc: undefined,
      affected: [{ vendor: 'Pump Maker' }],
    });
    expect(problems.map(({ field, value }) => [field, value])).toEqual([
      ['containers.cna.metrics.0.cvssV3_1.baseScore', '11'],
      ['containers.adp.metrics.0.other.content.Exploitation', undefined],
      ['containers.cna.metrics.cvssV3_1.vectorString', 'CVSS:3.1/AV:L'],
      ['containers.cna.affected.0.vendor', '7'],
    ]);
  });

  it('bounds and cleans hostile text', () => {
    const { record } = read(
      cveRecord('CVE-2025-1111', {
        cna: {
          descriptions: [
            { lang: 'en', value: `\u0000\ud800<script>${'x'.repeat(5_000)}` },
          ],
          affected: Array(3_000).fill({
            vendor: `\u0007${'v'.repeat(1_000)}`,
            product: '__proto__',
          }),
        },
        ssvc: JSON.parse(
          '{"timestamp":"2025-03-02T04:00:00Z","options":[{"__proto__":{"polluted":1}},{"Exploitation":"none"}]}',
        ),
      }),
    );
    expect(record?.description).toHaveLength(239);
    expect(record?.description.startsWith('\ufffd<script>')).toBe(true);
    expect(record?.affected).toHaveLength(20);
    expect(record?.affected[0].vendor).toHaveLength(200);
    expect(record?.ssvc?.exploitation).toBe('none');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
