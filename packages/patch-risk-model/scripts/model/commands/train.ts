import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, readOptions } from '@internal/command-line';
import { requireData } from '../cli/requireData';
import { families } from '../families';
import { chooseFamilies } from '../families/chooseFamilies';
import { formatModelJson } from '../families/formatModelJson';
import { runFamilies } from '../families/runFamilies';
import { startTime } from '../cli/startTime';

const SOURCES = resolve(__dirname, '../../../src');

/** Trains the shipped models again. */
export const train: Command = {
  name: 'train',
  summary: 'trains the shipped models on ../shared/data',
  usage: `Usage: npm run --silent model -- train [--only FAMILY[,FAMILY]] [--check]

Trains the models on ../shared/data with fixed seeds and writes their JSON into
packages/patch-risk-model/src. Prints the path of each. Two families are
trained at a time, so it uses two cores.

  --only   families to train: ${families.map(({ name }) => name).join(', ')}
  --check  writes nothing, and fails where a trained model differs from the shipped one
`,
  async run(commandArguments, io) {
    const { only, check } = readOptions(commandArguments, {
      optional: ['only'],
      flags: ['check'],
    });
    const chosen = chooseFamilies(families, only);
    requireData();
    const different: string[] = [];
    const time = startTime();
    for await (const { result } of runFamilies(chosen, {
      action: 'train',
      progress: io.progress,
    })) {
      for (const { file, model } of result) {
        const path = resolve(SOURCES, file);
        const json = formatModelJson(model);
        if (!check) {
          await writeFile(path, json);
        } else if ((await readFile(path, 'utf8')) !== json) {
          different.push(file);
        }
        io.print(`${file}\n`);
      }
    }
    io.progress(time());
    if (different.length > 0) {
      throw Object.assign(
        new Error(
          `Not what is shipped: ${different.join(
            ', ',
          )}; train without --check and look at the difference`,
        ),
        { code: 'DIFFERENT' },
      );
    }
  },
};
