import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { root } from '../harness/root';

const run = promisify(execFile);

jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'patch-risk-matching-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function advisory(number: number) {
  const name = `RTU-${500 + number}`;
  const product_id = `P${number}`;
  return {
    document: {
      csaf_version: '2.0',
      title: name,
      publisher: { name: 'CERT', category: 'coordinator' },
      tracking: {
        id: `A-${number}`,
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
          name: `Vendor ${number % 7}`,
          branches: [
            {
              category: 'product_name',
              name,
              branches: [
                {
                  category: 'product_version_range',
                  name: '<= 2.4',
                  product: { name, product_id },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2024-0001',
        product_status: { known_affected: [product_id] },
      },
    ],
  };
}

const bench = (advisories: string, ...args: string[]) =>
  run(
    process.execPath,
    [join(root, 'scripts', 'bench.mjs'), 'matching', ...args],
    {
      cwd: root,
      env: {
        ...process.env,
        PATCH_RISK_NODE_OPTIONS: '',
        PATCH_RISK_BENCH_ADVISORIES: advisories,
      },
    },
  );

describe('npm run bench -- matching', () => {
  it('matches inventories of two sizes and single advisories', async () => {
    const path = join(folder, 'advisories.jsonl.gz');
    const lines = Array.from({ length: 40 }, (_, number) =>
      JSON.stringify(advisory(number)),
    );
    writeFileSync(path, gzipSync(`${lines.join('\n')}\n`));
    const { stdout } = await bench(
      path,
      '--devices',
      '80,160',
      '--components',
      '5',
      '--changed',
      '3',
    );
    expect(stdout).toContain('40 documents, 40 rows read and indexed');
    expect(stdout).toMatch(/^80 devices, 480 pairs of device and component/m);
    expect(stdout).toMatch(/^160 devices, 960 pairs of device and component/m);
    // Each device is of a product that an advisory names, in the version that is the last affected.
    const findings = [...stdout.matchAll(/(\d+) open findings/g)].map(match =>
      Number(match[1]),
    );
    expect(findings[0]).toBeGreaterThanOrEqual(80);
    expect(findings[1]).toBeGreaterThanOrEqual(160);
    expect(stdout).toMatch(/one changed advisory: [\d.]+ \(/);
    expect(stdout).toMatch(/growth exponent -?\d/);
  });

  it('says where advisories are expected when there are none', async () => {
    await expect(bench(join(folder, 'none.jsonl.gz'))).rejects.toMatchObject({
      stderr: expect.stringContaining('PATCH_RISK_BENCH_ADVISORIES'),
    });
  });
});
