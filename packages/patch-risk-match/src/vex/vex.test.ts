import { AdvisoryIndex } from '../engine/AdvisoryIndex';
import type { InventoryItem } from '../engine/InventoryItem';
import { rowsOfDocuments } from '../engine/rowsOfDocuments';
import type { RecordProblem } from '../records/RecordProblem';

const SERIAL = '3e671687-395b-41f5-a30f-a58921a69b79';

function bomOf(vulnerabilities: unknown[], changes: object = {}) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${SERIAL}`,
    version: 2,
    metadata: {
      timestamp: '2024-05-12T09:30:11Z',
      component: {
        'bom-ref': 'rtu',
        type: 'firmware',
        name: 'RTU-560',
        version: '2.8.3',
        supplier: { name: 'Acme' },
      },
    },
    components: [
      {
        'bom-ref': 'tls',
        type: 'library',
        name: 'openssl',
        version: '3.0.1',
        purl: 'pkg:generic/openssl@3.0.1',
      },
    ],
    vulnerabilities,
    ...changes,
  };
}

function saying(
  analysis: object | undefined,
  refs: unknown[],
  id = 'CVE-2024-0001',
) {
  return {
    id,
    analysis,
    affects: refs.map(ref => (typeof ref === 'string' ? { ref } : ref)),
  };
}

function read(value: unknown) {
  const problems: RecordProblem[] = [];
  const index = AdvisoryIndex.create();
  for (const document of rowsOfDocuments({
    value,
    record: 'vex.json',
    today: '2024-06-01',
  })) {
    problems.push(...document.problems);
    for (const row of document.rows) index.add(row);
  }
  return { index, problems };
}

function statusOf(value: unknown, item: InventoryItem) {
  return read(value).index.match(item)[0]?.status;
}

const device = { vendor: 'ACME Inc.', product: 'RTU 560', version: '2.8.3' };
const library = { purl: 'pkg:generic/openssl@3.0.1' };

describe('readCycloneDxVex', () => {
  it.each([
    ['resolved', 'fixed'],
    ['resolved_with_pedigree', 'fixed'],
    ['exploitable', 'affected'],
    ['in_triage', 'under_investigation'],
    ['false_positive', 'not_affected'],
    ['not_affected', 'not_affected'],
  ])('reads the state %s as %s', (state, status) => {
    expect(statusOf(bomOf([saying({ state }, ['rtu'])]), device)).toBe(status);
  });

  it('speaks of the version that it describes, and of those that it lists', () => {
    const own = bomOf([saying({ state: 'exploitable' }, ['rtu'])]);
    expect(statusOf(own, { ...device, version: '2.9' })).toBe('fixed');
    const listed = bomOf([
      saying({ state: 'exploitable' }, [
        {
          ref: 'rtu',
          versions: [
            { range: 'vers:generic/>=2.0|<2.8', status: 'affected' },
            { version: '2.8.3', status: 'unaffected' },
            { version: '2.8.4', status: 'unknown' },
          ],
        },
      ]),
    ]);
    expect(
      ['2.5', '2.8.3', '2.8.4', 'custom'].map(version =>
        statusOf(listed, { ...device, version }),
      ),
    ).toEqual(['affected', 'not_affected', 'unknown', 'unknown']);
  });

  it('means a component within the product that it describes, and that product', () => {
    const bom = bomOf([
      saying({ state: 'not_affected', justification: 'code_not_reachable' }, [
        'tls',
      ]),
    ]);
    const [match] = read(bom).index.match(device);
    expect(match.status).toBe('not_affected');
    expect(match.evidence).toContain('code_not_reachable');
    // Elsewhere the same library may well be reachable.
    expect(statusOf(bom, library)).toBeUndefined();
    expect(
      statusOf(bom, { ...library, vendor: 'Acme', product: 'RTU 540' }),
    ).toBeUndefined();
    expect(statusOf(bom, { ...library, ...device })).toBe('not_affected');
  });

  it('lets what hides least count where it contradicts itself', () => {
    const two = [
      saying({ state: 'not_affected' }, ['tls']),
      saying({ state: 'exploitable' }, ['rtu']),
    ];
    expect(statusOf(bomOf(two), device)).toBe('affected');
    expect(statusOf(bomOf(two.reverse()), device)).toBe('affected');
  });

  it('follows links to itself and references that are identifiers', () => {
    const link = `urn:cdx:${SERIAL}/2#rtu`;
    expect(
      statusOf(bomOf([saying({ state: 'exploitable' }, [link])]), device),
    ).toBe('affected');
    const bare = bomOf([saying(undefined, ['pkg:npm/left@1.0.0'])], {
      metadata: undefined,
    });
    expect(statusOf(bare, { purl: 'pkg:npm/left@1.0.0' })).toBe('affected');
    expect(statusOf(bare, { purl: 'pkg:npm/left@1.0.1' })).not.toBe('affected');
  });

  it('takes what the author will do for the state of the fix', () => {
    const bom = bomOf([
      saying({ state: 'exploitable', response: ['will_not_fix'] }, ['rtu']),
    ]);
    expect(read(bom).index.match(device)[0].remediationState).toBe(
      'no_fix_planned',
    );
  });

  it.each([
    [bomOf([], { specVersion: '1.3' }), 'specVersion'],
    [bomOf([], { vulnerabilities: undefined }), 'vulnerabilities'],
    [
      bomOf([saying({ state: 'fine' }, ['rtu'])]),
      'vulnerabilities.0.analysis.state',
    ],
    [
      bomOf([saying(undefined, ['nothing'])]),
      'vulnerabilities.0.affects.0.ref',
    ],
    [
      bomOf([saying(undefined, [`urn:cdx:${SERIAL.replace('3', '4')}/1#rtu`])]),
      'vulnerabilities.0.affects.0.ref',
    ],
    [bomOf([saying(undefined, ['rtu'], 'GHSA-x')]), 'vulnerabilities.0.id'],
    [bomOf([], { components: [{ name: 7 }] }), 'components.0.name'],
  ])('tells the place of what it refuses (%#)', (value, field) => {
    expect(read(value).problems[0]).toMatchObject({
      record: 'vex.json',
      field,
    });
  });

  it('is not harmed by deep nesting, references in a circle, prototypes and markup', () => {
    let component: object = { 'bom-ref': 'deep', name: 'deep' };
    for (let depth = 0; depth < 5_000; depth++) {
      component = {
        name: `level ${depth}`,
        'bom-ref': 'rtu',
        components: [component],
      };
    }
    const bom = bomOf(
      [
        saying({ state: 'exploitable', detail: '<script>alert(1)</script>' }, [
          'rtu',
          '__proto__',
          'constructor',
        ]),
      ],
      { components: [component, { 'bom-ref': '__proto__', name: '<b>x</b>' }] },
    );
    const { index, problems } = read(bom);
    expect(index.match(device)[0].status).toBe('affected');
    expect(problems.map(({ value }) => value)).toContain('constructor');
  });
});

describe('readOpenVex', () => {
  const documentOf = (statement: object) => ({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/vex/1',
    author: 'Acme',
    timestamp: '2024-05-12T09:30:11Z',
    version: 1,
    statements: [statement],
  });

  it('reads products, subcomponents and justification', () => {
    const value = documentOf({
      vulnerability: { name: 'GHSA-x', aliases: ['CVE-2024-0001'] },
      products: [
        {
          '@id': 'pkg:oci/rtu@2.0.0',
          subcomponents: [{ '@id': 'pkg:npm/left' }],
        },
      ],
      status: 'not_affected',
      justification: 'component_not_present',
    });
    const [match] = read(value).index.match({ purl: 'pkg:oci/rtu@2.0.0' });
    expect(match).toMatchObject({
      advisoryId: 'vex/https://acme.example/vex/1',
      status: 'not_affected',
    });
    expect(read(value).index.match({ purl: 'pkg:npm/left@1.0.0' })).toEqual([]);
  });

  it.each([
    [
      { vulnerability: 'x', products: [], status: 'affected' },
      'statements.0.vulnerability',
    ],
    [
      { vulnerability: 'CVE-2024-0001', products: ['thing'], status: 'fixed' },
      'statements.0.products.0',
    ],
    [{ vulnerability: 'CVE-2024-0001', status: 'fine' }, 'statements.0.status'],
  ])('tells the place of what it refuses (%#)', (statement, field) => {
    expect(read(documentOf(statement)).problems[0]).toMatchObject({ field });
  });
});
