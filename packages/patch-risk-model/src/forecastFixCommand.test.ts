import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@internal/command-line';
import { forecastFix } from '../scripts/model/commands/forecastFix';
import { CASE_COLUMNS } from '../scripts/model/fix/readFixCase';

const folder = mkdtempSync(join(tmpdir(), 'patch-risk-fix-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = CASE_COLUMNS.join(',');
const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

async function run(cases: string, asOf = '2026-12-31') {
  const casesPath = join(folder, 'cases.csv');
  const outPath = join(folder, 'out.csv');
  rmSync(outPath, { force: true });
  writeFileSync(casesPath, cases);
  const told: string[] = [];
  const code = await runCommand({
    call: 'model --',
    commands: [forecastFix],
    commandArguments: [
      'forecast-fix',
      '--cases',
      casesPath,
      '--as-of',
      asOf,
      '--out',
      outPath,
    ],
    io: {
      resolvePath: path => path,
      print: () => {},
      progress: line => told.push(line),
    },
  });
  return {
    code,
    told: told.join('\n'),
    out: existsSync(outPath) ? readFileSync(outPath, 'utf8') : undefined,
  };
}

describe('the command forecast-fix', () => {
  it('answers each case of each ecosystem, in order, never falling in time', async () => {
    const { code, out, told } = await run(
      [
        HEADER,
        `a,CVE-2024-1,Siemens,SIMATIC S7-1500,2024-03-12,${VECTOR},CWE-79;CWE-89,ot-advisory,,Energy,"SIMATIC S7-1500: < V3; Other: All versions"`,
        `b,CVE-2024-1,Siemens,SIMATIC S7-1500,2024-03-12,${VECTOR},CWE-79;CWE-89,ot-advisory,,Energy,"SIMATIC S7-1500: All versions; Other: < V3"`,
        'c,,,,,,,ot-advisory,,,',
        'd,CVE-2023-1,,openssl,,,,openembedded,2024-02-01,,branch: kirkstone; category: core',
        'e,CVE-2023-1,,openssl,2024-02-01,,,almalinux,,,release: almalinux9',
      ].join('\n'),
    );
    expect(told).not.toContain('Warning');
    expect(code).toBe(0);
    const [header, ...lines] = (out ?? '').trim().split('\n');
    expect(header).toBe(
      'case_id,p_fixed_0d,p_fixed_7d,p_fixed_30d,p_fixed_90d,p_fixed_180d,p_fixed_365d,median_days,lower80_days,upper80_days,abstain,reason',
    );
    expect(lines.map(line => line.split(',')[0])).toEqual([...'abcde']);
    const chances = lines.map(line => line.split(',').slice(1, 7).map(Number));
    for (const row of chances) {
      expect(row).toEqual([...row].sort((one, other) => one - other));
      expect(row[0]).toBeGreaterThanOrEqual(0);
      expect(row[5]).toBeLessThanOrEqual(1);
    }
    expect(chances[0][0]).toBeGreaterThan(chances[1][0] + 0.3);
  });

  it('counts a vector that cannot be read as unknown, and says where it was', async () => {
    const rows = (vector: string) =>
      `${HEADER}\na,,Siemens,X,2024-01-01,${vector},,ot-advisory,,,All versions\n`;
    const bad = await run(rows('CVSS:3.1/AV:Q'));
    expect(bad.code).toBe(0);
    expect(bad.told).toContain('cases.csv, row 1, column cvss_vector');
    expect(bad.out).toBe((await run(rows(''))).out);
  });

  it('warns where a model was trained on later days', async () => {
    const { code, told } = await run(
      `${HEADER}\na,,,,,,,ot-advisory,,,\nb,,,,,,,ot-advisory,,,\n`,
      '2023-12-31',
    );
    expect(code).toBe(0);
    expect(told.match(/later than --as-of 2023-12-31/g)).toHaveLength(1);
  });

  it.each([
    ['an unknown ecosystem', 'a,,,,,,,debian,,,', 'row 1, column ecosystem'],
    ['no ecosystem', 'a,,,,,,,,,,', 'row 1, column ecosystem'],
    [
      'a date in 3026',
      'a,,,,3026-01-01,,,ot-advisory,,,',
      'row 1, column disclosed',
    ],
    ['NaN as a date', 'a,,,,NaN,,,ot-advisory,,,', 'row 1, column disclosed'],
    [
      'an id that comes twice',
      'a,,,,,,,ot-advisory,,,\na,,,,,,,ot-advisory,,,',
      'row 2, column case_id',
    ],
    ['an empty id', ',,,,,,,ot-advisory,,,', 'row 1, column case_id'],
    [
      'an upstream fix in 3026, after rows that are right',
      'a,,,,,,,ot-advisory,,,\nb,,,,,,,openembedded,3026-02-01,,',
      'row 2, column upstream_fixed',
    ],
    ['a row that is too long', 'a,,,,,,,ot-advisory,,,,', 'row 1'],
    ['an open quote', 'a,,,,,,,ot-advisory,,,"All', 'row 1'],
  ])('refuses %s and leaves no table', async (_name, rows, place) => {
    const { code, told, out } = await run(`${HEADER}\n${rows}\n`);
    expect(code).toBe(1);
    expect(told).toContain(place);
    expect(out).toBeUndefined();
  });

  it('refuses a table that lacks a column, by its name', async () => {
    const { code, told } = await run(
      `${HEADER.replace('cwe,', '')}\na,,,,,,ot-advisory,,,\n`,
    );
    expect(code).toBe(1);
    expect(told).toContain('the column cwe is missing');
  });
});
