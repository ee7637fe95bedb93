// `node scripts/bootstrap.mjs yarn …`: Yarn with the project's own Node, for continuous integration and contributors.
import { spawn } from 'node:child_process';

const child = spawn('yarn', process.argv.slice(2), { stdio: 'inherit' });
child.on('close', (code, signal) => process.exit(signal ? 130 : code ?? 1));
