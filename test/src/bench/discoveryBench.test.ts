import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../harness/root';

const run = promisify(execFile);

jest.setTimeout(300_000);

const bench = (...args: string[]) =>
  run(
    process.execPath,
    [join(root, 'scripts', 'bench.mjs'), 'discovery', ...args],
    { cwd: root, env: { ...process.env, PATCH_RISK_NODE_OPTIONS: '' } },
  );

describe('npm run bench -- discovery', () => {
  it('makes devices of two sizes, and nothing of a second import', async () => {
    const { stdout } = await bench('--devices', '60,120');
    const found = [
      ...stdout.matchAll(
        /^(\d+) rows, (\d+) sightings: (\d+) devices, (\d+) of them/gm,
      ),
    ].map(match => match.slice(1).map(Number));
    // Half were scanned, a third have a lease; sightings of one device are one device.
    expect(found.map(figures => figures.slice(0, 2))).toEqual([
      [60, 110],
      [120, 220],
    ]);
    for (const [rows, , devices, conflicts] of found) {
      expect(devices).toBeGreaterThanOrEqual(rows);
      expect(devices).toBeLessThan(rows * 1.1);
      expect(conflicts).toBeGreaterThan(0);
    }
    expect(stdout.match(/again in [\d.]+ s with 0 changes/g)).toHaveLength(2);
    expect(stdout).toMatch(/growth exponent -?\d/);
  });

  it('says which option it does not understand', async () => {
    await expect(bench('--devices', 'many')).rejects.toMatchObject({
      stderr: expect.stringContaining('devices'),
    });
  });
});
