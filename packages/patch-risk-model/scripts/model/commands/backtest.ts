import type { Command } from '../cli/Command';
import { readOptions } from '../cli/readOptions';
import { requireData } from '../cli/requireData';
import { families } from '../families';
import { chooseFamilies } from '../families/chooseFamilies';
import { formatFigureTable } from '../families/formatFigureTable';

/** Prints the held-out figures of each family. */
export const backtest: Command = {
  name: 'backtest',
  summary: 'measures the models on later data than they were trained on',
  usage: `Usage: npm run --silent model -- backtest [--only FAMILY[,FAMILY]]

Trains each family on the earlier part of ../shared/data, measures it on the
later part, and prints the figures with their intervals, baselines beside them.

  --only   families to measure: ${families.map(({ name }) => name).join(', ')}
`,
  async run(commandArguments, io) {
    const { only } = readOptions(commandArguments, { optional: ['only'] });
    const chosen = chooseFamilies(families, only);
    requireData();
    for (const [index, family] of chosen.entries()) {
      io.progress(`[${index + 1}/${chosen.length}] ${family.name}`);
      const { tables, groups } = await family.backtest(io.progress);
      for (const table of [...tables, ...groups]) {
        io.print(`${formatFigureTable(table)}\n`);
      }
    }
  },
};
