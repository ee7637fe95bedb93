// Runs the command line of a package, as it is in TypeScript, in a process of its own.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** @param {string} entry relative to `packages` */
export function runCommandLine(entry) {
  const file = fileURLToPath(new URL(`../packages/${entry}`, import.meta.url));
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      file,
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
  child.on('close', (code, signal) => process.exit(signal ? 130 : code ?? 1));
}
