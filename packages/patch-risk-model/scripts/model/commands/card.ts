import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from '../cli/Command';
import { readOptions } from '../cli/readOptions';
import { requireData } from '../cli/requireData';
import { families } from '../families';
import { formatCardSection } from '../families/formatCardSection';

const CARD = resolve(__dirname, '../../../../../docs/models/card.md');

const HEAD = `# Model card

Written by \`npm run --silent model -- card\`, which trains on the earlier part of the data and measures on the later part; not edited by hand. \`card --check\` fails where a figure is no longer what this page says.

Rows in bold are the models; the others are baselines on the same rows. Brackets hold the 10th to 90th percentile of a seeded bootstrap that draws whole clusters (advisories, or vulnerabilities). Where brackets of two rows overlap widely, their difference is chance.
`;

/** Writes the model card. */
export const card: Command = {
  name: 'card',
  summary: 'writes the model card, docs/models/card.md',
  usage: `Usage: npm run --silent model -- card [--out FILE | --print | --check]

Measures every family as backtest does and writes the model card: data with
provenance and licence, splits, baselines, figures with intervals, weaknesses,
and the groups where a model does badly.

  --out    writes to FILE in place of docs/models/card.md
  --print  prints the card and writes nothing
  --check  writes nothing, and fails where the card is not what was measured
`,
  async run(commandArguments, io) {
    const { out, print, check } = readOptions(commandArguments, {
      optional: ['out'],
      flags: ['print', 'check'],
    });
    requireData();
    const parts = [HEAD];
    for (const [index, family] of families.entries()) {
      io.progress(`[${index + 1}/${families.length}] ${family.name}`);
      parts.push(formatCardSection(await family.backtest(io.progress)));
    }
    const text = parts.join('\n');
    const path = out === undefined ? CARD : io.resolvePath(out);
    if (print) {
      io.print(text);
    } else if (!check) {
      await writeFile(path, text);
      io.progress(`wrote ${path}`);
    } else if ((await readFile(path, 'utf8')) !== text) {
      throw Object.assign(
        new Error(`${path} is not what was measured; run card and look at it`),
        { code: 'DIFFERENT' },
      );
    }
  },
};
