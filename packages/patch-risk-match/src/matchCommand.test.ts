import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { match } from '../scripts/match/match';

const folder = mkdtempSync(join(tmpdir(), 'patch-risk-match-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function advisory(id: string, options: { name?: string; range?: string } = {}) {
  const { name = 'RTU-560', range = '< 2.0' } = options;
  return {
    document: {
      csaf_version: '2.0',
      category: 'csaf_security_advisory',
      title: id,
      publisher: { name: 'CERT', category: 'coordinator', namespace: 'x' },
      tracking: {
        id,
        version: '1',
        status: 'final',
        initial_release_date: '2024-01-02T00:00:00Z',
        current_release_date: '2024-01-02T00:00:00Z',
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Acme',
          branches: [
            {
              category: 'product_name',
              name,
              branches: [
                {
                  category: 'product_version_range',
                  name: range,
                  product: { name: `${name} ${range}`, product_id: 'P1' },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      { cve: 'CVE-2024-0001', product_status: { known_affected: ['P1'] } },
    ],
  };
}

async function run(inventory: string, advisories: string) {
  const paths = {
    inventory: join(folder, 'inventory.csv'),
    out: join(folder, 'out.csv'),
  };
  writeFileSync(paths.inventory, inventory);
  const told: string[] = [];
  await match.run(
    [
      '--inventory',
      paths.inventory,
      '--advisories',
      advisories,
      '--out',
      paths.out,
    ],
    {
      resolvePath: path => path,
      print: () => {},
      progress: line => told.push(line),
    },
  );
  const rows: Record<string, string>[] = parse(readFileSync(paths.out), {
    columns: true,
  });
  return { rows, told };
}

const HEADER = 'device,vendor,product,version,hardware,cpe,purl';

describe('the command match', () => {
  it('reads a folder of documents, names what is broken with its place, and loses nothing around it', async () => {
    const advisories = join(folder, 'advisories');
    mkdirSync(join(advisories, '2024'), { recursive: true });
    writeFileSync(join(advisories, 'b.json'), JSON.stringify(advisory('A-1')));
    writeFileSync(join(advisories, 'c.json'), '{"document": ');
    writeFileSync(
      join(advisories, 'd.json'),
      JSON.stringify({ document: { csaf_version: '2.0' } }),
    );
    writeFileSync(
      join(advisories, '2024', 'a.jsonl.gz'),
      gzipSync(`${JSON.stringify(advisory('A-2'))}\nno json\n`),
    );
    const { rows, told } = await run(
      `${HEADER}\nd1,Acme,RTU-560,1.9,,,\nd2,Acme,RTU-560,2.0,,,\nd3,Acme,RTU-580,1.0,,,\n`,
      advisories,
    );
    expect(
      rows.map(({ device, advisory: id, cve, status }) => [
        device,
        id,
        cve,
        status,
      ]),
    ).toEqual([
      ['d1', 'A-2', 'CVE-2024-0001', 'affected'],
      ['d1', 'A-1', 'CVE-2024-0001', 'affected'],
      ['d2', 'A-2', 'CVE-2024-0001', 'fixed'],
      ['d2', 'A-1', 'CVE-2024-0001', 'fixed'],
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringContaining('a.jsonl.gz:2: is no JSON'),
        expect.stringContaining('c.json: is no JSON'),
        expect.stringContaining(
          'd.json, document.title: document.title is missing',
        ),
        expect.stringContaining('5 documents read, 2 accepted, 3 refused'),
      ]),
    );
  });

  it('reads records of OSV, pages of NVD and VEX documents beside advisories', async () => {
    const advisories = join(folder, 'mixed.jsonl');
    const at = '2024-01-02T00:00:00Z';
    const documents = [
      advisory('A-1'),
      {
        id: 'CVE-2024-0001',
        modified: at,
        affected: [
          {
            package: { ecosystem: 'npm', name: 'left' },
            ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
          },
        ],
      },
      {
        format: 'NVD_CVE',
        version: '2.0',
        resultsPerPage: 1,
        startIndex: 0,
        totalResults: 1,
        timestamp: at,
        vulnerabilities: [
          {
            cve: {
              id: 'CVE-2024-0001',
              published: at,
              lastModified: at,
              configurations: [
                {
                  nodes: [
                    {
                      operator: 'OR',
                      cpeMatch: [
                        {
                          vulnerable: true,
                          criteria:
                            'cpe:2.3:o:acme:rtu-560_firmware:*:*:*:*:*:*:*:*',
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          },
        ],
      },
      {
        '@context': 'https://openvex.dev/ns/v0.2.0',
        '@id': 'vex-1',
        author: 'Acme',
        timestamp: at,
        version: 1,
        statements: [
          {
            vulnerability: 'CVE-2024-0001',
            products: ['pkg:npm/left@1.0.0'],
            status: 'not_affected',
          },
        ],
      },
    ];
    writeFileSync(
      advisories,
      documents.map(each => JSON.stringify(each)).join('\n'),
    );
    const { rows } = await run(
      `${HEADER}\nd1,Acme,RTU-560,1.9,,,\nd2,,,,,,pkg:npm/left@1.0.0\n`,
      advisories,
    );
    expect(
      rows.map(row => [row.device, row.advisory, row.status, row.confidence]),
    ).toEqual([
      ['d1', 'A-1', 'affected', '0.98'],
      ['d1', 'nvd/CVE-2024-0001', 'affected', '0.588'],
      ['d2', 'osv/CVE-2024-0001', 'affected', '0.99'],
      ['d2', 'vex/vex-1', 'not_affected', '0.99'],
    ]);
  });

  it('keeps hostile names what they are: text', async () => {
    const advisories = join(folder, 'hostile.jsonl');
    const name = '=HYPERLINK("http://x") <b>RTU-560</b>';
    const polluting = JSON.stringify(advisory('=A-1', { name })).replace(
      '"product_tree":{',
      '"product_tree":{"__proto__":{"polluted":true},',
    );
    writeFileSync(advisories, `${polluting}\n`);
    const { rows } = await run(
      `${HEADER}\n"=cmd|' /C calc'!A0",Acme,"=HYPERLINK(""http://x"") <b>RTU-560</b>",1.9,,,\n`,
      advisories,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].device).toBe("'=cmd|' /C calc'!A0");
    expect(rows[0].advisory).toBe("'=A-1");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('keeps what came before the end of a file that was cut off', async () => {
    const advisories = join(folder, 'cut.jsonl.gz');
    // Noise does not compress, so that the cut falls behind the first document.
    const noise = Array.from({ length: 20_000 }, (_, index) =>
      Math.sin(index).toString(36),
    ).join('');
    const whole = gzipSync(
      `${JSON.stringify(advisory('A-1'))}\n${JSON.stringify({ noise })}\n`,
    );
    writeFileSync(advisories, whole.subarray(0, whole.length / 2));
    const { rows, told } = await run(
      `${HEADER}\nd1,Acme,RTU-560,1.9,,,\n`,
      advisories,
    );
    expect(rows.map(({ advisory: id }) => id)).toEqual(['A-1']);
    expect(told.join('\n')).toMatch(
      /cut\.jsonl\.gz:\d: unexpected end of file/,
    );
  });

  it('refuses an inventory without its columns, and a folder without documents', async () => {
    const advisories = join(folder, 'one.jsonl');
    writeFileSync(advisories, JSON.stringify(advisory('A-1')));
    await expect(run('device,vendor\nd1,Acme\n', advisories)).rejects.toThrow(
      'the column product is missing',
    );
    await expect(run(`${HEADER}\n,Acme,X,1,,,\n`, advisories)).rejects.toThrow(
      'row 1, column device',
    );
    mkdirSync(join(folder, 'empty'));
    await expect(run(`${HEADER}\n`, join(folder, 'empty'))).rejects.toThrow(
      'holds no document of CSAF 2.0',
    );
  });
});
