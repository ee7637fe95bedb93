import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, readOptions } from '@internal/command-line';
import { requireData } from '../cli/requireData';
import { startTime } from '../cli/startTime';
import { families } from '../families';
import { chooseFamilies } from '../families/chooseFamilies';
import { formatCardSection } from '../families/formatCardSection';
import { replaceChapters } from '../families/replaceChapters';
import { runFamilies } from '../families/runFamilies';

const CARD = resolve(__dirname, '../../../../../docs/models/card.md');

const HEAD = `# Model card

Written by \`npm run --silent model -- card\`, which trains on the earlier part of the data and measures on the later part; not edited by hand. \`card --check\` fails where a figure is no longer what this page says.

Rows in bold are the models; the others are baselines on the same rows. Brackets hold the 10th to 90th percentile of a seeded bootstrap that draws whole clusters (advisories, or vulnerabilities). Where brackets of two rows overlap widely, their difference is chance.
`;

const names = families.map(({ name }) => name);

/** Writes the model card. */
export const card: Command = {
  name: 'card',
  summary: 'writes the model card, docs/models/card.md',
  usage: `Usage: npm run --silent model -- card [--only FAMILY[,FAMILY]] [--out FILE | --print | --check]

Measures every family as backtest does and writes the model card: data with
provenance and licence, splits, baselines, figures with intervals, weaknesses,
and the groups where a model does badly.

  --only   families to measure: ${names.join(', ')};
           the chapters of the others stay as docs/models/card.md has them
  --out    writes to FILE in place of docs/models/card.md
  --print  prints the card and writes nothing
  --check  writes nothing, and fails where the card is not what was measured
`,
  async run(commandArguments, io) {
    const { only, out, print, check } = readOptions(commandArguments, {
      optional: ['only', 'out'],
      flags: ['print', 'check'],
    });
    const chosen = chooseFamilies(families, only);
    requireData();
    const time = startTime();
    const measured = new Map<string, string>();
    for await (const { name, result } of runFamilies(chosen, {
      action: 'backtest',
      progress: io.progress,
    })) {
      measured.set(name, formatCardSection(result));
    }
    const present = only === undefined ? '' : await readFile(CARD, 'utf8');
    const text = replaceChapters(present, { head: HEAD, names, measured });
    const path = out === undefined ? CARD : io.resolvePath(out);
    io.progress(time());
    if (print) {
      io.print(text);
    } else if (!check) {
      await writeFile(path, text);
      io.progress(`wrote ${path}`);
    } else {
      const committed = await readFile(path, 'utf8');
      if (committed !== text) {
        throw Object.assign(
          new Error(
            `${path} is not what was measured (${
              names
                .filter(name => !committed.includes(measured.get(name) ?? ''))
                .join(', ') || 'its head, or the order of its chapters'
            }); run card and look at it`,
          ),
          { code: 'DIFFERENT' },
        );
      }
    }
  },
};
