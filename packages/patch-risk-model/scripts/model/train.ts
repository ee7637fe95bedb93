import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ModelCard } from '../../src/forecast/ModelCard';
import { backtestExploit, type BacktestTable } from './backtestExploit';
import { backtestFix } from './backtestFix';
import { exploitRows } from './exploitRows';
import { fixRows, lateFixRows } from './fixRows';
import { formatBacktest } from './formatBacktest';
import { trainExploit } from './trainExploit';
import { trainFix } from './trainFix';
import { EXPLOIT_WINDOWS, FIX_WINDOWS } from './windows';

const MODELS_DIRECTORY = resolve(__dirname, '../../src/forecast/models');

const EXPLOIT_SOURCES =
  'CISA KEV and CISA Vulnrichment (CC0-1.0); the CVE Program';
const FIX_SOURCES =
  'CISA CSAF advisories (US Government work); ICS Advisory Project, icsadvprj/ICS-Advisory-Project (ODbL-1.0)';

/**
 * Trains both models on ../shared/data, writes their JSON and gives their
 * held-out figures as tables.
 */
export function train(): string {
  const exploitData = exploitRows();
  process.stderr.write('[1/2] exploit model\n');
  const { training: exploitTraining, ...exploitModel } =
    trainExploit(exploitData);
  const exploitTable = backtestExploit(exploitModel, exploitData);
  write('exploit-v1.json', {
    ...exploitModel,
    card: card({
      name: 'exploitation within a year',
      windows: EXPLOIT_WINDOWS,
      training: exploitTraining,
      figures: figuresOf(exploitTable),
      featureNames: exploitModel.hazard.featureNames,
      licence: 'Apache-2.0',
      attribution: EXPLOIT_SOURCES,
    }),
  });
  process.stderr.write('[2/2] fix model\n');
  const fixData = fixRows();
  const lateData = lateFixRows();
  const { training: fixTraining, ...fixModel } = trainFix(fixData, lateData);
  const fixTable = backtestFix(fixModel, fixData, lateData);
  write('fix-v1.json', {
    ...fixModel,
    card: card({
      name: 'time to fix',
      windows: FIX_WINDOWS,
      training: fixTraining,
      figures: figuresOf(fixTable),
      featureNames: [
        ...fixModel.atDisclosure.featureNames,
        ...fixModel.late.featureNames,
      ],
      licence: 'ODbL-1.0 for the coefficients of late fixes; Apache-2.0 else',
      attribution: FIX_SOURCES,
    }),
  });
  return formatBacktest(exploitTable, fixTable);
}

function card(
  options: Pick<
    ModelCard,
    'name' | 'training' | 'figures' | 'featureNames' | 'licence' | 'attribution'
  > & { windows: { train: string; test: string; end: string } },
): ModelCard {
  const { windows, ...rest } = options;
  return {
    ...rest,
    trainingWindow: { from: windows.train, to: windows.test },
    testWindow: { from: windows.test, to: windows.end },
  };
}

/** One number for each forecast and figure: `ece (model, at disclosure)`. */
function figuresOf(table: BacktestTable): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const row of table) {
    for (const [name, value] of Object.entries(row.figures)) {
      figures[`${name} (${row.name})`] = round(value);
    }
  }
  return figures;
}

/** Six significant digits, for figures that people read. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}

function write(name: string, model: unknown): void {
  const path = resolve(MODELS_DIRECTORY, name);
  writeFileSync(path, `${JSON.stringify(model, undefined, 2)}\n`);
  process.stderr.write(`wrote ${path}\n`);
}
