import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ModelCard } from '../../src/forecast/ModelCard';
import type { BacktestTable } from './BacktestTable';
import { backtestFix } from './backtestFix';
import { fixRows, lateFixRows } from './fixRows';
import { formatBacktest } from './formatBacktest';
import { trainFix } from './trainFix';
import { FIX_WINDOWS } from './windows';

const MODELS_DIRECTORY = resolve(__dirname, '../../src/forecast/models');

const FIX_SOURCES =
  'CISA CSAF advisories (US Government work); ICS Advisory Project, icsadvprj/ICS-Advisory-Project (ODbL-1.0)';

/**
 * Trains the fix model on ../shared/data, writes its JSON and gives its
 * held-out figures as tables.
 */
export function train(): string {
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
  return formatBacktest(fixTable);
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
