import fc from 'fast-check';
import type { Applicability } from '../applicability/Applicability';
import {
  evaluateApplicability,
  type Truth,
} from '../applicability/evaluateApplicability';
import { AdvisoryIndex } from '../engine/AdvisoryIndex';
import type { InventoryItem } from '../engine/InventoryItem';
import { rowsOfDocuments } from '../engine/rowsOfDocuments';
import { readCpeName } from '../identifiers/readCpeName';
import type { RecordProblem } from '../records/RecordProblem';

const rest = '*:*:*:*:*:*:*';
const firmware = `cpe:2.3:o:siemens:simatic_s7-1500_cpu_1515-2_pn_firmware:*:${rest}`;
const hardware = `cpe:2.3:h:siemens:simatic_s7-1500_cpu_1515-2_pn:-:${rest}`;

function cveOf(configurations: unknown, changes: object = {}) {
  return {
    cve: {
      id: 'CVE-2024-0001',
      vulnStatus: 'Analyzed',
      published: '2024-05-01T10:15:08.123',
      lastModified: '2024-05-12T09:30:11.250',
      configurations,
      ...changes,
    },
  };
}

function read(value: unknown) {
  const problems: RecordProblem[] = [];
  const index = AdvisoryIndex.create();
  let count = 0;
  for (const document of rowsOfDocuments({
    value,
    record: 'nvd.json',
    today: '2024-06-01',
  })) {
    if (document.advisoryId !== undefined) count++;
    for (const row of document.rows) index.add(row);
    problems.push(...document.problems);
  }
  return { index, problems, read: count };
}

function matchOf(configurations: unknown, item: InventoryItem, changes = {}) {
  return read(cveOf(configurations, changes)).index.match(item)[0];
}

const node = (cpeMatch: unknown[], changes: object = {}) => ({
  operator: 'OR',
  negate: false,
  cpeMatch,
  ...changes,
});
const vulnerable = (criteria: string, changes: object = {}) => ({
  vulnerable: true,
  criteria,
  matchCriteriaId: 'x',
  ...changes,
});
const present = (criteria: string) => ({ vulnerable: false, criteria });

const runningOn = [
  {
    operator: 'AND',
    nodes: [
      node([vulnerable(firmware, { versionEndExcluding: '2.9.2' })]),
      node([present(hardware)]),
    ],
  },
];
const device = {
  vendor: 'Siemens AG',
  product: 'SIMATIC S7-1500 CPU 1515-2 PN',
  version: 'V2.8.3',
};

describe('readNvdCve', () => {
  it('means the device whose name and version agree, with low confidence', () => {
    expect(matchOf(runningOn, device)).toMatchObject({
      advisoryId: 'nvd/CVE-2024-0001',
      status: 'affected',
      confidence: 0.588,
      fixedVersion: '2.9.2',
    });
    expect(matchOf(runningOn, { ...device, version: '2.9.2' })?.status).toBe(
      'fixed',
    );
    expect(matchOf(runningOn, { ...device, version: undefined })?.status).toBe(
      'unknown',
    );
    const byCpe = { cpe: firmware.replace(':*:', ':2.8.3:') };
    expect(matchOf(runningOn, byCpe)).toMatchObject({
      status: 'affected',
      confidence: 0.99,
    });
  });

  it.each([
    ['another model', { ...device, product: 'SIMATIC S7-1500 CPU 1516-3 PN' }],
    ['the family alone', { ...device, product: 'SIMATIC S7-1500' }],
    ['another vendor', { ...device, vendor: 'ABB' }],
  ])('says nothing of %s', (_, item) => {
    expect(matchOf(runningOn, item)).toBeUndefined();
  });

  it('asks for the hardware that the firmware runs on', () => {
    const onOther = [
      {
        operator: 'AND',
        nodes: [
          node([vulnerable(firmware)]),
          node([present(hardware.replace('1515-2', '1518-4'))]),
        ],
      },
    ];
    expect(matchOf(onOther, device)).toBeUndefined();
    const onSoftware = [
      {
        operator: 'AND',
        nodes: [
          node([vulnerable(firmware)]),
          node([present(`cpe:2.3:o:microsoft:windows:-:${rest}`)]),
        ],
      },
    ];
    // What else runs there nobody knows.
    expect(matchOf(onSoftware, device)?.status).toBe('unknown');
  });

  it('knows a device by the hardware on which the one vulnerable product runs', () => {
    const ios = [
      {
        operator: 'AND',
        nodes: [
          node(
            ['16.9.1', '16.9.2'].map(version =>
              vulnerable(`cpe:2.3:o:cisco:ios_xe:${version}:${rest}`),
            ),
          ),
          node([present(`cpe:2.3:h:cisco:catalyst_9300:-:${rest}`)]),
        ],
      },
    ];
    const item = {
      vendor: 'Cisco Systems',
      product: 'Catalyst 9300',
      version: '16.9.2',
    };
    expect(matchOf(ios, item)).toMatchObject({
      status: 'affected',
      confidence: 0.49,
    });
    expect(matchOf(ios, { ...item, version: '16.9.3' })?.status).toBe('fixed');
    expect(matchOf(ios, { ...item, product: 'Catalyst 9400' })).toBeUndefined();
  });

  it.each([
    [
      { versionStartIncluding: '2.0', versionEndIncluding: '2.8.3' },
      'affected',
    ],
    [{ versionStartExcluding: '2.8.3' }, 'not_affected'],
    [{ versionStartIncluding: '2.8.3' }, 'affected'],
    [{ versionEndExcluding: '2.8.3' }, 'fixed'],
    [{ versionEndIncluding: 'final build, see note' }, 'unknown'],
    [{}, 'affected'],
  ])('reads bounds %j as %s', (bounds, status) => {
    expect(
      matchOf([{ nodes: [node([vulnerable(firmware, bounds)])] }], device)
        ?.status,
    ).toBe(status);
  });

  it.each([
    ['2.8.3:*', 'affected'],
    ['2.8.4:*', 'not_affected'],
    ['2.8.3:sp1', 'not_affected'],
    ['2:*', 'fixed'],
    ['2.8.*:*', 'affected'],
    ['-:*', 'unknown'],
    ['release_candidate:*', 'unknown'],
  ])('reads the version %s of a name as %s', (version, status) => {
    const criteria = firmware.replace(':*:*:', `:${version}:`);
    const found = matchOf([{ nodes: [node([vulnerable(criteria)])] }], device);
    expect(found?.status).toBe(status);
  });

  it('concludes nothing for sure from what asks for more than a product', () => {
    const criteria = firmware.replace(/\*:\*$/, 'x64:*');
    expect(
      matchOf([{ nodes: [node([vulnerable(criteria)])] }], device)?.status,
    ).toBe('unknown');
  });

  it('says nothing without configurations and of what was rejected', () => {
    expect(matchOf(undefined, device)).toBeUndefined();
    expect(matchOf([], device)).toBeUndefined();
    expect(
      matchOf(runningOn, device, { vulnStatus: 'Rejected' }),
    ).toBeUndefined();
    expect(
      read(cveOf(undefined, { vulnStatus: 'Awaiting Analysis' })),
    ).toMatchObject({ problems: [], read: 1 });
  });

  it('takes what is under a negation for what must not be there', () => {
    const negated = [
      {
        operator: 'AND',
        nodes: [
          node([vulnerable(firmware)]),
          node([present(hardware)], { negate: true }),
        ],
      },
    ];
    expect(matchOf(negated, device)).toBeUndefined();
    const onlyNegated = [
      { nodes: [node([vulnerable(firmware)], { negate: true })] },
    ];
    expect(matchOf(onlyNegated, device)).toBeUndefined();
  });

  it('reads a page, and tells the place of what it refuses', () => {
    const page = {
      format: 'NVD_CVE',
      version: '2.0',
      resultsPerPage: 3,
      startIndex: 0,
      totalResults: 3,
      timestamp: '2024-06-01T00:00:00.000',
      vulnerabilities: [
        cveOf([
          {
            nodes: [
              node([vulnerable('cpe:2.3:o:siemens'), vulnerable(firmware)]),
            ],
          },
        ]),
        { cve: { id: 'CVE-1' } },
        cveOf(
          [{ nodes: [node([{ vulnerable: 'yes', criteria: firmware }])] }],
          { id: 'CVE-2024-0002' },
        ),
      ],
    };
    const { problems, read: count, index } = read(page);
    expect(count).toBe(2);
    expect(problems.map(({ record, field }) => `${record} ${field}`)).toEqual([
      'nvd.json#0 configurations.0.nodes.0.cpeMatch.0.criteria',
      'nvd.json#1 id',
      'nvd.json#2 configurations.0.nodes.0.cpeMatch.0.vulnerable',
    ]);
    expect(index.match(device)).toHaveLength(1);
    expect(read({ ...page, version: '1.1' }).problems[0]).toMatchObject({
      field: 'version',
    });
  });

  it('is not harmed by prototypes, markup and 100,000 names', () => {
    const hostile = JSON.parse(
      `{"cve":{"__proto__":{"polluted":1},"id":"CVE-2024-0001","published":"2024-01-01T00:00:00","lastModified":"2024-01-01T00:00:00","configurations":[{"nodes":[{"operator":"OR","cpeMatch":[{"vulnerable":true,"criteria":"cpe:2.3:a:__proto__:\\\\<img\\\\ src\\\\=x\\\\>:*:${rest}"}]}]}]}}`,
    );
    expect(() => read(hostile)).not.toThrow();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    const many = Array.from({ length: 100_000 }, (_, at) =>
      vulnerable(firmware.replace(':*:', `:1.${at}:`)),
    );
    const { index } = read(cveOf([{ nodes: [node(many)] }]));
    expect(index.match({ ...device, version: '1.99999' })[0]?.status).toBe(
      'affected',
    );
    expect(index.match({ ...device, version: '1.100000' })[0]?.status).not.toBe(
      'affected',
    );
  }, 60_000);

  it('keeps a finding when a range is widened', () => {
    const number = fc.tuple(fc.nat(5), fc.nat(5)).map(([a, b]) => `${a}.${b}`);
    fc.assert(
      fc.property(number, number, number, (end, more, version) => {
        const item = { ...device, version };
        const status = (versionEndIncluding: string) =>
          matchOf(
            [
              {
                nodes: [node([vulnerable(firmware, { versionEndIncluding })])],
              },
            ],
            item,
          )?.status;
        const [least, most] = [end, more].sort((a, b) =>
          a.localeCompare(b, 'en', { numeric: true }),
        );
        expect([status(least), status(most)]).not.toEqual([
          'affected',
          'fixed',
        ]);
        // With no end at all everything is in it.
        expect(status('9.9')).toBe('affected');
      }),
    );
  });
});

describe('evaluateApplicability', () => {
  const atom = (product: string) => ({ part: 'o', vendor: 'v', product });
  const condition = fc.letrec<{ any: Applicability }>(tie => ({
    any: fc.record({
      operator: fc.constantFrom('AND' as const, 'OR' as const),
      negate: fc.boolean(),
      terms: fc.array(
        fc.oneof(
          { maxDepth: 3 },
          fc.constantFrom('a', 'b', 'c').map(atom),
          tie('any'),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  })).any;
  const truth = fc.constantFrom<Truth>(true, false, undefined);

  it('comes back to the same with a second negation', () => {
    fc.assert(
      fc.property(
        condition,
        fc.tuple(truth, truth, truth),
        (value, [a, b, c]) => {
          const truthOf = ({ product }: { product: string }) =>
            new Map([
              ['a', a],
              ['b', b],
              ['c', c],
            ]).get(product);
          const twice = {
            operator: 'AND' as const,
            negate: true,
            terms: [{ operator: 'OR' as const, negate: true, terms: [value] }],
          };
          expect(evaluateApplicability(twice, truthOf)).toBe(
            evaluateApplicability(value, truthOf),
          );
        },
      ),
    );
  });

  it('never settles on what the unknown could turn round', () => {
    fc.assert(
      fc.property(condition, fc.tuple(truth, truth, truth), (value, given) => {
        const names = ['a', 'b', 'c'];
        const at = (values: readonly Truth[]) =>
          evaluateApplicability(
            value,
            ({ product }) => values[names.indexOf(product)],
          );
        const answer = at(given);
        fc.pre(answer !== undefined);
        for (const filler of [true, false]) {
          expect(at(given.map(each => each ?? filler))).toBe(answer);
        }
      }),
    );
  });
});

describe('readCpeName', () => {
  it.each([
    [
      'cpe:2.3:a:acme\\:co:b\\\\c\\*d:1\\.0:*:*:*:*:*:*:*',
      ['acme:co', 'b\\c*d'],
    ],
    ['CPE:2.3:A:Acme:Rtu_560:*:*:*:*:*:*:*:*', ['acme', 'rtu 560']],
  ])('reads %s', (text, [vendor, product]) => {
    expect(readCpeName(text)).toMatchObject({ vendor, product });
  });

  it.each([
    'cpe:2.3:o:acme:rtu',
    'cpe:2.3:x:acme:rtu:*:*:*:*:*:*:*:*',
    'cpe:2.3:o:*:rtu:*:*:*:*:*:*:*:*',
    'cpe:2.3:o:acme:rtu:1*2:*:*:*:*:*:*:*',
    'cpe:2.3:o:acme:rtu::*:*:*:*:*:*:*',
    'cpe:2.3:o:acme:rtu:*:*:*:*:*:*:*:*\\',
    `cpe:2.3:o:acme:${'r'.repeat(2000)}:*:*:*:*:*:*:*:*`,
  ])('takes %s for no name', text => {
    expect(readCpeName(text)).toBeUndefined();
  });
});
