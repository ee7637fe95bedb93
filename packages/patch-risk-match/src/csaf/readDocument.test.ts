import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RecordProblem } from '../records/RecordProblem';
import { readDocument } from './readDocument';

function read(value: unknown) {
  const problems: RecordProblem[] = [];
  const document = readDocument({
    value,
    contentHash: 'hash',
    today: '2025-06-01',
    record: 'a.json',
    problems,
  });
  const vulnerabilities = [...(document?.vulnerabilities ?? [])].map(
    ({ vulnerability, products }) => ({
      vulnerability,
      products: [...products],
    }),
  );
  return { advisory: document?.advisory, vulnerabilities, problems };
}

const fixture = () =>
  JSON.parse(
    readFileSync(resolve(__dirname, '__fixtures__/advisory.json'), 'utf8'),
  );

describe('readDocument', () => {
  it('reads the data of the advisory, dates in UTC, the page rather than the JSON', () => {
    expect(read(fixture()).advisory).toEqual({
      trackingId: 'EW-2025-0001',
      version: '2',
      title: '<b>Pump controllers</b> of Example Works',
      publisher: 'Example Works GmbH',
      url: 'https://example.com/advisories/ew-2025-0001',
      releasedOn: '2025-01-10',
      revisedOn: '2025-02-02',
      sectors: [],
      contentHash: 'hash',
    });
  });

  it('reads the sectors that the notes list', () => {
    const withNotes = (notes: unknown) => {
      const { document, ...rest } = fixture();
      return read({ ...rest, document: { ...document, notes } }).advisory
        ?.sectors;
    };
    expect(
      withNotes([
        { category: 'summary', title: 'Risk evaluation', text: 'Energy, Dams' },
        {
          category: 'other',
          title: 'Critical infrastructure sectors',
          text: 'Energy, Dams,\u0000Chemical, ',
        },
      ]),
    ).toEqual(['Energy', 'Dams', 'Chemical']);
    expect(withNotes('none')).toEqual([]);
  });

  it('reads vulnerabilities with their highest CVSS 3.1, CWE, title and date', () => {
    const [first, second] = read(fixture()).vulnerabilities;
    expect(first.vulnerability).toEqual({
      cve: 'CVE-2025-1111',
      title: 'Out-of-bounds Write',
      disclosedOn: '2025-01-10',
      cvss: {
        version: '3.1',
        vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        baseScore: 9.8,
        severity: 'CRITICAL',
      },
      cwes: ['CWE-787'],
    });
    expect(second.vulnerability).toMatchObject({
      cve: 'CVE-2025-2222',
      title: 'No fix here',
      disclosedOn: '2024-12-24',
      cwes: [],
    });
  });

  it('walks the whole tree and gives each product its status, remediation and fixed version', () => {
    const [{ products }] = read(fixture()).vulnerabilities;
    const brief = products.map(
      ({
        productId,
        vendor,
        product,
        versionRange,
        status,
        remediationState,
        fixedVersion,
        availableSince,
        plannedFor,
        remediationUrl,
      }) => [
        productId,
        vendor,
        product,
        versionRange,
        status,
        remediationState,
        fixedVersion,
        availableSince ?? plannedFor,
        remediationUrl,
      ],
    );
    expect(brief).toEqual([
      [
        'P1-fixed',
        'Example Works GmbH',
        'Pump Controller 100',
        'V2.1',
        'fixed',
        'unknown',
        undefined,
        undefined,
        undefined,
      ],
      [
        'P1',
        'Example Works GmbH',
        'Pump Controller 100',
        'vers:all/<V2.1',
        'affected',
        'available',
        'V2.1',
        '2025-01-20',
        'https://example.com/dl',
      ],
      [
        'P2',
        'Example Works GmbH',
        'Pump Controller 100',
        'V15 SP1',
        'affected',
        'announced',
        'V15 SP2',
        '2025-12-01',
        undefined,
      ],
      [
        'P3',
        'Example Works GmbH',
        'Valve Node',
        undefined,
        'affected',
        'announced',
        'V15 SP2',
        '2025-12-01',
        undefined,
      ],
      [
        'R-on-P3',
        'other soft',
        'Runtime 3',
        undefined,
        'affected',
        'unknown',
        undefined,
        undefined,
        undefined,
      ],
      [
        'R-on-P3',
        'Example Works GmbH',
        'Valve Node',
        'Runtime 3',
        'affected',
        'unknown',
        undefined,
        undefined,
        undefined,
      ],
    ]);
    expect(products[2].branchPath).toEqual([
      'Example Works GmbH',
      'Pumps',
      'Pump Controller 100',
      'V15',
      'SP1',
    ]);
    expect(products[0].vendorKey).toBe('example works');
  });

  it('tells no fixed version where the vendor says that there is no fix', () => {
    const [, { products }] = read(fixture()).vulnerabilities;
    const brief = products.map(
      ({ productId, status, remediationState, fixedVersion }) => [
        productId,
        status,
        remediationState,
        fixedVersion,
      ],
    );
    expect(brief).toEqual([
      ['P1', 'affected', 'no_fix_planned', undefined],
      ['P3', 'affected', 'none_available', undefined],
      ['P1-fixed', 'fixed', 'unknown', undefined],
      ['P2', 'under_investigation', 'unknown', undefined],
    ]);
  });

  it('names what it leaves out and takes in the rest', () => {
    expect(read(fixture()).problems).toEqual([
      expect.objectContaining({
        field: 'product_tree.relationships.1',
        value: 'X',
      }),
      expect.objectContaining({
        field: 'vulnerabilities.0.product_status',
        value: 'GHOST',
      }),
      expect.objectContaining({
        field: 'vulnerabilities.1.cve',
        reason: 'vulnerabilities.1.cve is missing',
      }),
    ]);
  });

  it.each([
    ['document.csaf_version', '1.2'],
    ['document.tracking.status', 'draft'],
    ['document.tracking.version', 'two'],
    ['document.tracking.current_release_date', '2025-13-45'],
  ])('refuses a document whose %s is %j and says so', (field, value) => {
    const document = fixture();
    const path = field.split('.');
    const last = path.pop() ?? '';
    let target = document;
    for (const key of path) {
      target = target[key];
    }
    target[last] = value;
    const { advisory, problems } = read(document);
    expect(advisory).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({ record: 'a.json', field, value }),
    ]);
  });

  it('survives a tree of 100,000 levels, a tree of nonsense and a key named __proto__', () => {
    const document = fixture();
    let deep: object = {
      category: 'product_name',
      name: 'deep',
      product: { name: 'deep', product_id: 'DEEP' },
    };
    for (let level = 0; level < 100_000; level += 1) {
      deep = { category: 'product_family', name: 'f', branches: [deep] };
    }
    document.product_tree.branches.push(deep, 7, null, { category: 'vendor' });
    const { problems, vulnerabilities } = read(document);
    expect(vulnerabilities).toHaveLength(2);
    expect(
      problems.filter(({ field }) =>
        field?.startsWith('product_tree.branches'),
      ),
    ).toHaveLength(4);
    expect(
      problems.some(({ reason }) => reason.includes('more than 50 deep')),
    ).toBe(true);

    const hostile = JSON.parse(
      '{"__proto__":{"document":{"csaf_version":"2.0"}},"constructor":1}',
    );
    expect(read(hostile).advisory).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('removes what a database cannot hold and bounds what it shows', () => {
    const document = fixture();
    document.document.title = `\u0000a\u0007b\ud800 ${'x'.repeat(1_000)}`;
    const { advisory } = read(document);
    expect(advisory?.title).toMatch(/^a b\ufffd x+…$/);
    expect(advisory?.title).toHaveLength(500);
  });
});
