// `npm run --silent model -- COMMAND`: the command of the model package.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const entry = fileURLToPath(
  new URL('../packages/patch-risk-model/scripts/model.ts', import.meta.url),
);
const child = spawn(
  process.execPath,
  [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    entry,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
child.on('close', (code, signal) => process.exit(signal ? 130 : code ?? 1));
