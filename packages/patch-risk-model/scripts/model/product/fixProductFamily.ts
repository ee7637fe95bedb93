import type { ModelCard } from '../../../src/forecast/ModelCard';
import { shippedFixModel } from '../../../src/forecast/shippedFixModel';
import { backtestFix } from '../backtestFix';
import type { BacktestTable } from '../BacktestTable';
import type { CalibrationFigures } from '../calibrationFigures';
import type { Family } from '../families/Family';
import type { FigureTable } from '../families/FigureTable';
import { fixRows, lateFixRows } from '../fixRows';
import { trainFix } from '../trainFix';
import { FIX_WINDOWS, LATE_FIX_WINDOWS } from '../windows';

const LICENCE = 'ODbL-1.0 for the coefficients of late fixes; Apache-2.0 else';
const FIGURES = ['AUC', 'Brier', 'ECE', 'log loss'] as const;

/** The fix curve of the product, by remediation state: `fix-v1.json`. */
export const fixProductFamily: Family = {
  name: 'fix-product',
  async train(progress) {
    const rows = fixRows();
    const lateRows = lateFixRows();
    progress(`learning from ${rows.length} and ${lateRows.length} rows`);
    const { training, ...model } = trainFix(rows, lateRows);
    const card: ModelCard = {
      name: 'time to fix',
      trainingWindow: { from: FIX_WINDOWS.train, to: FIX_WINDOWS.test },
      testWindow: { from: FIX_WINDOWS.test, to: FIX_WINDOWS.end },
      training,
      figures: namedFigures(backtestFix(model, rows, lateRows)),
      featureNames: [
        ...model.atDisclosure.featureNames,
        ...model.late.featureNames,
      ],
      licence: LICENCE,
      attribution:
        'CISA CSAF advisories (US Government work); ICS Advisory Project, icsadvprj/ICS-Advisory-Project (ODbL-1.0)',
    };
    return [{ file: 'forecast/models/fix-v1.json', model: { ...model, card } }];
  },
  async backtest(progress) {
    const rows = fixRows();
    const lateRows = lateFixRows();
    progress(`measuring on advisories from ${FIX_WINDOWS.test} on`);
    const figures = backtestFix(shippedFixModel, rows, lateRows);
    const isLate = (name: string) => /late/.test(name);
    const table = (
      title: string,
      keeps: (name: string) => boolean,
    ): FigureTable =>
      toTable(
        title,
        figures.filter(row => keeps(row.name)),
      );
    return {
      title: 'The fix curve of the product',
      purpose:
        'The chance that no fix exists at the end of each of 52 weeks, by the state that the advisory gives. Median and interval are withheld where there is no evidence: vendors other than Siemens without a fix, and ages past those that were observed.',
      data: [
        {
          name: 'Advisories of CISA that were never revised',
          provenance: 'CISA CSAF, state of 2024-10-24',
          licence: 'US Government work',
          rows: rows.length,
          from: FIX_WINDOWS.train,
          to: FIX_WINDOWS.end,
        },
        {
          name: 'Siemens products that were open and followed',
          provenance: 'ICS Advisory Project, state of 2026-08-20',
          licence: 'ODbL-1.0',
          rows: lateRows.length,
          from: LATE_FIX_WINDOWS.train,
          to: LATE_FIX_WINDOWS.end,
        },
      ],
      splits: [
        `At disclosure: learned from advisories of ${FIX_WINDOWS.train} to ${FIX_WINDOWS.test}, measured on later ones until ${FIX_WINDOWS.end}. The shipped model is the one that is measured.`,
        `Late: learned from ${LATE_FIX_WINDOWS.train} to ${LATE_FIX_WINDOWS.test}, measured until ${LATE_FIX_WINDOWS.end}.`,
      ],
      tables: [
        table(
          'Fix at disclosure, each advisory once',
          name => !isLate(name) && /each advisory once/.test(name),
        ),
        table(
          'Fix at disclosure, at most ten rows of an advisory',
          name => !isLate(name) && /at most 10 rows/.test(name),
        ),
        table('Fix at disclosure, all rows', name => /all rows/.test(name)),
        table('Late fix', isLate),
      ],
      groups: [],
      weaknesses: [
        '78 of 79 observed late fixes are of Siemens, in 18 advisories: no covariate can be learned, and there is no evidence about other vendors.',
        'At disclosure the model is the rate of the vendor in other words, and does not beat the table of rates.',
        'Counted by rows it is not calibrated: a few Siemens advisories with hundreds of products named no fix.',
        'The share of advisories with a fix at disclosure fell from year to year, so forecasts run high.',
      ],
      page: 'fix-product.md',
    };
  },
};

function toTable(title: string, rows: BacktestTable): FigureTable {
  const [{ figures: first }] = rows;
  return {
    title,
    rows: first.rows,
    clusters: first.clusters,
    events: first.cases,
    figures: FIGURES,
    entries: rows.map(({ name, figures }) => ({
      name: name.replace(/,.*$/, ''),
      kind: name.startsWith('baseline') ? 'baseline' : 'model',
      figures: cells(figures),
    })),
  };
}

function cells(figures: CalibrationFigures) {
  const { auc, aucLow, aucHigh, ece, eceLow, eceHigh } = figures;
  return [
    { value: auc, low: aucLow, high: aucHigh },
    { value: figures.brier },
    { value: ece, low: eceLow, high: eceHigh },
    { value: figures.logLoss },
  ];
}

/** One number for each forecast and figure: `ece (late fix: model)`. */
function namedFigures(table: BacktestTable): Record<string, number> {
  const named: Record<string, number> = {};
  for (const { name, figures } of table) {
    for (const [figure, value] of Object.entries(figures)) {
      named[`${figure} (${name})`] = Number(value.toPrecision(6));
    }
  }
  return named;
}
