import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { DATA_DIRECTORY } from '../scripts/model/dataDirectory';

// Threads load TypeScript by the hook that the command is started with, so the command is run as it is.
const run = (...commandArguments: string[]) =>
  promisify(execFile)(process.execPath, [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    resolve(__dirname, '../scripts/model.ts'),
    ...commandArguments,
  ]);

(existsSync(DATA_DIRECTORY) ? describe : describe.skip)('train', () => {
  it('gives the shipped model again, from a thread, and tells the time', async () => {
    const { stdout, stderr } = await run(
      'train',
      '--only',
      'fix-product,detect',
      '--check',
    );
    expect(stdout).toBe('forecast/models/fix-v1.json\n');
    const lines = stderr.trim().split('\n');
    expect(lines).toEqual(
      expect.arrayContaining(['[1/2] fix-product', '[2/2] detect']),
    );
    expect(lines[lines.length - 1]).toMatch(
      /^done in \d+ s \(\d+ s of processor time\)$/,
    );
  }, 60_000);
});

describe('help of the commands that read rows', () => {
  it.each(['forecast-fix', 'forecast-exploit', 'detect'])(
    'of %s says what one wrong row does',
    async name => {
      const { stdout } = await run(name, '--help');
      const text = stdout.replace(/\s+/g, ' ');
      expect(text).toContain('the command with exit code 1');
      expect(text).toMatch(
        /The error names row and (column|key), and nothing is written to OUT/,
      );
    },
    60_000,
  );
});
