import { runFromShell } from '@internal/command-line';
import { commands } from './model/commands';

runFromShell({
  call: 'npm run --silent model --',
  commands,
  commandArguments: process.argv.slice(2),
});
