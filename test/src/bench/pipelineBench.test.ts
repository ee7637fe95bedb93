import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../harness/root';

const run = promisify(execFile);

jest.setTimeout(300_000);

function bench(...args: string[]) {
  return run(process.execPath, [join(root, 'scripts', 'bench.mjs'), ...args], {
    cwd: root,
    env: { ...process.env, PATCH_RISK_NODE_OPTIONS: '' },
  });
}

describe('npm run bench', () => {
  it('measures an assessment of 1,000 findings on each engine', async () => {
    const { stdout } = await bench(
      'pipeline',
      '--findings',
      '1000',
      '--pairs',
      '1',
    );
    const engines = stdout.includes('Not measured on PostgreSQL')
      ? ['sqlite']
      : ['sqlite', 'postgres'];
    for (const engine of engines) {
      expect(stdout).toMatch(
        new RegExp(
          [
            `${engine}, 1000 findings \\(\\d+ devices, \\d+ fix groups, \\d+ vulnerabilities\\)`,
            String.raw`  full assessment: [\d.]+ s; \d+ findings/s`,
            String.raw`  last of them: [\d.]+ s, [1-9]\d* rows, \S+( MB)? written, [\d.]+ MB more stored.*`,
            String.raw`  bare loop over the same arithmetic: [\d.]+ s; ratio [\d.]+`,
            String.raw`  forecasts, scores and explanations in one thread, no database: [\d.]+ s; ratio [\d.]+`,
            String.raw`  again, nothing changed: [\d.]+ s, [1-9]\d* rows.*`,
            String.raw`  EPSS of [1-9]\d* vulnerabilities moved: [\d.]+ s, [1-9]\d* rows.*`,
            String.raw`  next day, with as many moved: [\d.]+ s, [1-9]\d* rows.*`,
          ].join('\n'),
        ),
      );
    }
  });

  it('names the benchmarks, and refuses what it does not know', async () => {
    const { stdout } = await bench('--help');
    expect(stdout).toMatch(/^ {2}guest .+^ {2}pipeline /ms);
    await expect(bench('pipelines')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no benchmark "pipelines"'),
    });
    await expect(
      bench('pipeline', '--engine', 'sqlite', '--pairs', '0'),
    ).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        '--pairs 0: give a whole number from 1 to 50',
      ),
    });
  });
});
