import { existsSync } from 'node:fs';
import { backtest } from './model/backtest';
import { DATA_DIRECTORY } from './model/dataDirectory';
import { train } from './model/train';

const USAGE = `Usage: npm run model -- train|backtest
  train     trains the models on ../shared/data and writes src/forecast/models
  backtest  prints the held-out figures of the shipped models
`;

function main(command: string | undefined): void {
  if (command !== 'train' && command !== 'backtest') {
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
  process.stdout.write(command === 'train' ? train() : backtest());
}

main(process.argv[2]);
