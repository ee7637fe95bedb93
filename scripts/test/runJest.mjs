import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Runs Jest over some of the packages and returns what its report says; `undefined` when it wrote none. */
export function runJest({ root, report, args, environment }) {
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  return new Promise(resolve => {
    const child = spawn(
      'yarn',
      [
        'backstage-cli',
        'repo',
        'test',
        '--watchAll=false',
        '--ci',
        '--passWithNoTests',
        '--json',
        `--outputFile=${report}`,
        ...args,
      ],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ...environment, CI: 'true' },
      },
    );
    child.on('close', () =>
      resolve(
        existsSync(report)
          ? JSON.parse(readFileSync(report, 'utf8'))
          : undefined,
      ),
    );
  });
}
