import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../harness/root';

const run = promisify(execFile);

jest.setTimeout(300_000);

const bench = (environment: Record<string, string>, ...args: string[]) =>
  run(
    process.execPath,
    [join(root, 'scripts', 'bench.mjs'), 'score', ...args],
    {
      cwd: root,
      env: { ...process.env, PATCH_RISK_NODE_OPTIONS: '', ...environment },
    },
  );

describe('npm run bench -- score', () => {
  it('scores columns as the single functions do, and as NumPy does where it is there', async () => {
    const { stdout } = await bench(
      {},
      '--findings',
      '3000,6000',
      '--pairs',
      '1',
    );
    expect(stdout).toMatch(
      /one by one: 2000 findings, largest difference (\d\.\de-1[2-9]|0\.0e\+0)/,
    );
    expect(stdout).toMatch(
      /batch kernel, one thread: [\d.]+ s; [\d.]+ million/,
    );
    expect(stdout).toMatch(/growth exponent of the kernel -?\d/);
    expect(stdout).toMatch(
      stdout.includes('Not measured beside NumPy')
        ? /missing: python3 with numpy/
        : /same sums to \d\.\de-1\d\n {2}times as fast as NumPy, pair by pair: [\d.]+;/,
    );
  });

  it('says what is missing and how to get it, and refuses a wrong option', async () => {
    const { stdout } = await bench(
      { PATCH_RISK_BENCH_PYTHON: join(root, 'no-python') },
      '--findings',
      '100',
      '--pairs',
      '1',
    );
    expect(stdout).toMatch(
      /Not measured beside NumPy, missing: .*no-python with numpy .*PATCH_RISK_BENCH_PYTHON/,
    );
    await expect(bench({}, '--findings', '1.5')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--findings 1.5: give a whole number'),
    });
  });
});
