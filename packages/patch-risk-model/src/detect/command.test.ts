import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@internal/command-line';
import { detect } from '../../scripts/model/commands/detect';
import { createPump } from '../../scripts/model/rig/createPump';

const folder = mkdtempSync(join(tmpdir(), 'patch-risk-detect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  text: string,
): Promise<{ code: number; told: string; out: string[] }> {
  const input = join(folder, 'series.csv');
  const out = join(folder, 'out.csv');
  rmSync(out, { force: true });
  writeFileSync(input, text);
  let told = '';
  const code = await runCommand({
    call: 'model --',
    commands: [detect],
    commandArguments: ['detect', '--input', input, '--out', out],
    io: {
      resolvePath: path => path,
      print: () => {},
      progress: line => {
        told += `${line}\n`;
      },
    },
  });
  return {
    code,
    told,
    out: code === 0 ? readFileSync(out, 'utf8').trimEnd().split('\n') : [],
  };
}

function at(second: number): string {
  return new Date(Date.UTC(2026, 0, 1) + second * 1_000)
    .toISOString()
    .replace('T', ' ')
    .slice(0, 19);
}

describe('the command detect', () => {
  it('writes timestamp, score and flag of each row, the same whatever comes later', async () => {
    const pump = createPump('rotor imbalance', 5);
    const line = (row: (number | undefined)[], second: number) =>
      `${at(second)},${row.join(',')}\n`;
    const head = `time,${pump.columns.join(',')}\n`;
    const whole = await run(head + pump.rows.map(line).join(''));
    expect(whole.code).toBe(0);
    expect(whole.out[0]).toBe('timestamp,score,is_anomaly');
    expect(whole.out).toHaveLength(pump.rows.length + 1);
    for (const [row, cells] of whole.out.slice(1).entries()) {
      const [timestamp, score, flag] = cells.split(',');
      expect(timestamp).toBe(at(row));
      expect(Number(score)).toBeGreaterThanOrEqual(0);
      expect(Number(score)).toBeLessThanOrEqual(1);
      expect(['0', '1']).toContain(flag);
    }
    expect(
      whole.out.filter(cells => cells.endsWith(',1')).length,
    ).toBeGreaterThan(100);
    const cut = await run(head + pump.rows.slice(0, 700).map(line).join(''));
    expect(cut.out).toEqual(whole.out.slice(0, 701));
  });

  it('takes empty cells, repeated and earlier timestamps, numbers as timestamps, and says so', async () => {
    const rows = [
      '2026-01-01 00:00:00,1',
      '2026-01-01 00:05:00,',
      '2026-01-01 00:05:00,2',
      '2025-12-31T23:00:00Z,1.5',
      '17,1',
    ];
    const { code, told, out } = await run(`time,value\n${rows.join('\n')}\n`);
    expect(code).toBe(0);
    expect(out).toHaveLength(rows.length + 1);
    expect(told).toContain('3 rows are not later than the row before');
  });

  it.each([
    ['no metric', 'time\n2026-01-01\n', 'at least one column'],
    ['semicolons', 'time;value\n2026-01-01;1\n', 'with commas'],
    ['text', 'time,a,b\n2026-01-01,1,2\n2026-01-02,1,off\n', 'row 2, column b'],
    ['NaN', 'time,a\n2026-01-01,NaN\n', 'row 1, column a'],
    ['infinity', 'time,a\n2026-01-01,1e999\n', 'row 1, column a'],
    ['a huge number', 'time,a\n2026-01-01,-1e101\n', 'row 1, column a'],
    ['no timestamp', 'time,a\n2026-01-01,1\n,2\n', 'row 2, column time'],
    ['a date in 3026', 'time,a\n3026-01-01,1\n', 'row 1, column time'],
    ['words as timestamp', 'time,a\nMay 1,1\n', 'row 1, column time'],
    ['a formula as timestamp', 'time,a\n=1+1,1\n', 'row 1, column time'],
    ['a short row', 'time,a,b\n2026-01-01,1\n', 'row 1'],
    ['an empty file', '', 'header'],
    ['a column twice', 'time,a,a\n2026-01-01,1,2\n', 'header, column 3'],
    ['a long row', 'time,a\n2026-01-01,1,2\n', 'row 1'],
    ['an open quote', 'time,a\n2026-01-01,"1\n', 'row 1'],
  ])('refuses %s by row and column', async (_name, text, place) => {
    const { code, told } = await run(text);
    expect(code).toBe(1);
    expect(told).toContain(place);
    expect(readdirSync(folder).filter(name => name.startsWith('out'))).toEqual(
      [],
    );
  });
});
