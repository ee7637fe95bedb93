import { AdvisoryIndex } from './AdvisoryIndex';
import { rowsOfDocument } from './rowsOfDocument';

function documentOf(options: {
  branches: unknown[];
  status: Record<string, string[]>;
  relationships?: unknown[];
}) {
  return {
    document: {
      csaf_version: '2.0',
      title: '<img src=x onerror=alert(1)>',
      publisher: { name: 'CERT', category: 'coordinator' },
      tracking: {
        id: 'A-1',
        version: '1',
        status: 'final',
        initial_release_date: '2024-01-02T00:00:00Z',
        current_release_date: '2024-01-02T00:00:00Z',
      },
    },
    product_tree: {
      branches: options.branches,
      relationships: options.relationships,
    },
    vulnerabilities: [{ cve: 'CVE-2024-0001', product_status: options.status }],
  };
}

function leaf(name: string, id: string) {
  return {
    category: 'product_name',
    name,
    product: { name, product_id: id },
  };
}

const read = (value: unknown) =>
  rowsOfDocument({ value, record: 'hostile.json', today: '2024-01-01' });

describe('hostile documents', () => {
  it('with 100,000 products are read and found in', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `P${index}`);
    const { rows, problems } = read(
      documentOf({
        branches: [
          {
            category: 'vendor',
            name: 'Acme',
            branches: ids.map(id => leaf(`RTU-${id}`, id)),
          },
        ],
        status: { known_affected: ids },
      }),
    );
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(100_000);
    const index = AdvisoryIndex.create();
    for (const row of rows) index.add(row);
    expect(
      index.match({ vendor: 'Acme', product: 'RTU P77777', version: '1' }),
    ).toHaveLength(1);
    expect(index.pairsCompared).toBeLessThan(100);
  }, 60_000);

  it('that nest without end lose what lies too deep, and say so', () => {
    let branch: unknown = leaf('RTU-560', 'DEEP');
    for (let depth = 0; depth < 5_000; depth++) {
      branch = {
        category: 'product_family',
        name: `f${depth}`,
        branches: [branch],
      };
    }
    const vendor = {
      category: 'vendor',
      name: 'Acme',
      branches: [branch, leaf('RTU-540', 'FLAT')],
    };
    const { rows, problems } = read(
      documentOf({
        branches: [vendor],
        status: { known_affected: ['FLAT', 'DEEP'] },
      }),
    );
    expect(rows.map(({ product }) => product)).toEqual(['RTU-540']);
    expect(problems.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('nested more than'),
      expect.stringContaining('holds no usable product'),
    ]);
  });

  it('whose relationships run in a circle name each product once', () => {
    const related = (id: string, of: string, on: string) => ({
      category: 'installed_on',
      full_product_name: { name: id, product_id: id },
      product_reference: of,
      relates_to_product_reference: on,
    });
    const { rows } = read(
      documentOf({
        branches: [
          {
            category: 'vendor',
            name: 'Acme',
            branches: [leaf('RTU-560', 'A')],
          },
        ],
        relationships: [
          related('B', 'A', 'C'),
          related('C', 'B', 'B'),
          related('D', 'A', 'D'),
        ],
        status: { known_affected: ['A', 'B', 'C', 'D'] },
      }),
    );
    expect(rows.filter(({ product }) => product === 'RTU-560').length).toBe(1);
  });

  it('with keys of prototypes, markup and surrogates change nothing but text', () => {
    const name = '<script>RTU-560</script>\u0000 \ud800';
    const text = JSON.stringify(
      documentOf({
        branches: [
          {
            category: 'vendor',
            name: '__proto__',
            branches: [leaf(name, 'constructor')],
          },
        ],
        status: { known_affected: ['constructor', '__proto__'] },
      }),
    ).replace(
      '"product_tree":{',
      '"product_tree":{"__proto__":{"polluted":1},',
    );
    const { rows } = read(JSON.parse(text));
    expect(rows.map(({ vendor, product }) => [vendor, product])).toEqual([
      ['__proto__', '<script>RTU-560</script>  \ufffd'],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const index = AdvisoryIndex.create();
    for (const row of rows) index.add(row);
    expect(
      index.match({ vendor: '__proto__', product: name, version: '1' }),
    ).toHaveLength(1);
  });
});
