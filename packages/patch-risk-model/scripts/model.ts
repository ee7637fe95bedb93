import { resolve } from 'node:path';
import { runCommand } from '@internal/command-line';
import { commands } from './model/commands';

// npm and Yarn run scripts in the package's folder and keep the caller's here.
const callersFolder = process.env.INIT_CWD ?? process.cwd();

runCommand({
  call: 'npm run --silent model --',
  commands,
  commandArguments: process.argv.slice(2),
  io: {
    resolvePath: path => resolve(callersFolder, path),
    print: text => process.stdout.write(text),
    progress: line => process.stderr.write(`${line}\n`),
  },
}).then(code => {
  process.exitCode = code;
});
