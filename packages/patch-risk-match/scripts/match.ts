import { runFromShell } from '@internal/command-line';
import { match } from './match/match';

runFromShell({
  call: 'npm run --silent',
  commands: [match],
  commandArguments: ['match', ...process.argv.slice(2)],
});
