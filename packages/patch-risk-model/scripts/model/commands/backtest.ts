import { type Command, readOptions } from '@internal/command-line';
import { requireData } from '../cli/requireData';
import { families } from '../families';
import { chooseFamilies } from '../families/chooseFamilies';
import { formatFigureTable } from '../families/formatFigureTable';
import { runFamilies } from '../families/runFamilies';
import { startTime } from '../cli/startTime';

/** Prints the held-out figures of each family. */
export const backtest: Command = {
  name: 'backtest',
  summary: 'measures the models on later data than they were trained on',
  usage: `Usage: npm run --silent model -- backtest [--only FAMILY[,FAMILY]]

Trains each family on the earlier part of ../shared/data, measures it on the
later part, and prints the figures with their intervals, baselines beside them.
Two families are measured at a time, so it uses two cores.

  --only   families to measure: ${families.map(({ name }) => name).join(', ')}
`,
  async run(commandArguments, io) {
    const { only } = readOptions(commandArguments, { optional: ['only'] });
    const chosen = chooseFamilies(families, only);
    requireData();
    const time = startTime();
    for await (const { result } of runFamilies(chosen, {
      action: 'backtest',
      progress: io.progress,
    })) {
      for (const table of [...result.tables, ...result.groups]) {
        io.print(`${formatFigureTable(table)}\n`);
      }
    }
    io.progress(time());
  },
};
