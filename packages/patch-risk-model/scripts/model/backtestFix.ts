import type { FixModel } from '../../src/forecast/FixModel';
import { fixFeatures } from '../../src/forecast/features/fixFeatures';
import { parseDay } from '../../src/forecast/features/parseDay';
import { AgeHazard } from '../../src/forecast/hazard/AgeHazard';
import { lateFixHazard } from '../../src/forecast/lateFixHazard';
import { sigmoid } from '../../src/forecast/logistic/sigmoid';
import type { BacktestTable } from './BacktestTable';
import { calibrationFigures } from './calibrationFigures';
import { sumOfTerms } from './fitLogistic';
import { limitPerAdvisory, type FixRow, type LateFixRow } from './fixRows';
import { LATE_BINS } from './trainFix';
import { agePeriods } from './agePeriods';
import { FIX_WINDOWS, LATE_FIX_WINDOWS } from './windows';

const SEED = 11;

/**
 * Held-out figures of the fix model.
 *
 * At disclosure: advisories of 2023, in three weightings, because rows of an
 * advisory depend on each other: each advisory once, at most ten rows of each
 * (as in training), and every row. Late: Siemens products open on 2022-09-01,
 * or disclosed without a fix after it, against fixes until 2023-01-10.
 */
export function backtestFix(
  model: Omit<FixModel, 'card'>,
  rows: readonly FixRow[],
  lateRows: readonly LateFixRow[],
): BacktestTable {
  const from = parseDay('train', FIX_WINDOWS.train);
  const cut = parseDay('test', FIX_WINDOWS.test);
  const train = rows.filter(
    row => row.releasedDay >= from && row.releasedDay < cut,
  );
  const test = rows.filter(row => row.releasedDay >= cut);
  let advisories = 0;
  let fixes = 0;
  for (const { weight, hasFix } of train) {
    advisories += weight;
    fixes += weight * hasFix;
  }
  const rate = fixes / advisories;
  const byModel = (row: FixRow) =>
    sigmoid(
      sumOfTerms(
        model.atDisclosure,
        fixFeatures(row.input, model.vendorLogOdds).values,
      ),
    );
  const byVendor = (row: FixRow) => {
    const logOdds = row.vendor ? model.vendorLogOdds[row.vendor] : undefined;
    return logOdds === undefined ? rate : sigmoid(logOdds);
  };
  const limited = limitPerAdvisory(test, { limit: 10, seed: SEED });
  const evaluate = (
    name: string,
    population: readonly FixRow[],
    options: { forecast: (row: FixRow) => number; weighted: boolean },
  ) => ({
    name,
    figures: calibrationFigures(
      population.map(row => ({
        probability: options.forecast(row),
        outcome: row.hasFix,
        cluster: row.advisory,
        weight: options.weighted ? row.weight : 1,
      })),
      SEED,
    ),
  });
  return [
    evaluate('fix at disclosure: model, each advisory once', test, {
      forecast: byModel,
      weighted: true,
    }),
    evaluate('fix at disclosure: model, at most 10 rows each', limited, {
      forecast: byModel,
      weighted: false,
    }),
    evaluate('fix at disclosure: model, all rows', test, {
      forecast: byModel,
      weighted: false,
    }),
    evaluate('baseline: one rate, each advisory once', test, {
      forecast: () => rate,
      weighted: true,
    }),
    evaluate('baseline: one rate, at most 10 rows each', limited, {
      forecast: () => rate,
      weighted: false,
    }),
    evaluate('baseline: rate by vendor, each advisory once', test, {
      forecast: byVendor,
      weighted: true,
    }),
    evaluate('baseline: rate by vendor, at most 10 rows each', limited, {
      forecast: byVendor,
      weighted: false,
    }),
    lateFigures('late fix: model', lateFixHazard(model), lateRows),
    lateFigures(
      'baseline: one late hazard',
      constantLateHazard(lateRows),
      lateRows,
    ),
  ];
}

function lateFigures(
  name: string,
  hazard: AgeHazard,
  rows: readonly LateFixRow[],
) {
  const cut = parseDay('test', LATE_FIX_WINDOWS.test);
  const end = parseDay('end', LATE_FIX_WINDOWS.end);
  const predictions = [];
  for (const row of rows) {
    const start = Math.max(cut, row.entryDay);
    if (row.outcomeDay >= start && end > start) {
      const age = start - row.releasedDay;
      predictions.push({
        probability: 1 - hazard.survival(age, end - start),
        outcome: row.fixed ? (1 as const) : (0 as const),
        cluster: row.advisory,
        weight: 1,
      });
    }
  }
  return { name, figures: calibrationFigures(predictions, SEED) };
}

function constantLateHazard(rows: readonly LateFixRow[]): AgeHazard {
  const cut = parseDay('test', LATE_FIX_WINDOWS.test);
  let periods = 0;
  let events = 0;
  for (const row of rows) {
    for (const { label } of agePeriods({
      bins: LATE_BINS,
      entryAge: row.entryDay - row.releasedDay,
      endAge: cut - row.releasedDay,
      eventAge: row.fixed ? row.outcomeDay - row.releasedDay : undefined,
    })) {
      periods++;
      events += label;
    }
  }
  return AgeHazard.create([{ fromDay: 0, rowDays: 14 }], [events / periods]);
}
