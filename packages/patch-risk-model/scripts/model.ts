import { existsSync } from 'node:fs';
import { backtest } from './model/backtest';
import { DATA_DIRECTORY } from './model/dataDirectory';
import { nabFigures } from './model/nabFigures';
import { train } from './model/train';

const USAGE = `Usage: npm run model -- train|backtest|detect
  train     trains the models on ../shared/data and writes src/forecast/models
  backtest  prints the held-out figures of the shipped models
  detect    prints the anomaly detector's figures on NAB
`;

const COMMANDS = new Map<string, () => string>([
  ['train', train],
  ['backtest', backtest],
  ['detect', () => `${JSON.stringify(nabFigures(), undefined, 2)}\n`],
]);

function main(command: string | undefined): void {
  const run = command ? COMMANDS.get(command) : undefined;
  if (!run) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  if (!existsSync(DATA_DIRECTORY)) {
    process.stderr.write(
      `The data folder ${DATA_DIRECTORY} is not there; put it beside the repository\n`,
    );
    process.exitCode = 1;
    return;
  }
  process.stdout.write(run());
}

main(process.argv[2]);
