import type { FixModel } from '../../src/forecast/FixModel';
import { ageFeatureName } from '../../src/forecast/features/ageFeatureName';
import { ageFeatures } from '../../src/forecast/features/ageFeatures';
import {
  CVSS_FEATURE_NAMES,
  CWE_FEATURE_NAMES,
} from '../../src/forecast/features/describeVulnerability';
import { fixFeatures } from '../../src/forecast/features/fixFeatures';
import { parseDay } from '../../src/forecast/features/parseDay';
import type { AgeBin } from '../../src/forecast/hazard/AgeHazard';
import { describeInputs } from '../../src/monitor/describeInputs';
import { fitLogistic, hash, type LabelledRow } from './fitLogistic';
import { limitPerAdvisory, type FixRow, type LateFixRow } from './fixRows';
import { noFixPlannedReversals } from './noFixPlannedReversals';
import { ageDistribution } from './ageDistribution';
import { agePeriods } from './agePeriods';
import { FIX_WINDOWS, LATE_FIX_WINDOWS } from './windows';

const SEED = 20_230_101;
const STEPS_TO_TRY = [30, 60, 125, 250, 500];
const VENDOR = 'vendor.fixAtDisclosure';
/** Feature sets to choose from, by cross-validation of the training rows. */
const FEATURE_SETS: readonly (readonly string[])[] = [
  [VENDOR],
  ['cvss.baseScore', VENDOR],
  [...CVSS_FEATURE_NAMES, VENDOR],
  [...CVSS_FEATURE_NAMES, ...CWE_FEATURE_NAMES, VENDOR],
];
const LATE_STEPS = [4_000];
const ROWS_PER_ADVISORY = 10;
const VENDOR_FOLDS = 5;
/** Advisories' worth of the mean rate that a vendor's rate is shrunk by. */
const VENDOR_PRIOR_ADVISORIES = 5;
const PROFILE_BINS = 5;

export const LATE_BINS: AgeBin[] = [
  { fromDay: 0, rowDays: 14 },
  { fromDay: 28, rowDays: 14 },
  { fromDay: 84, rowDays: 14 },
  { fromDay: 364, rowDays: 14 },
];

/** Trains the fix model on what was known when its test windows start. */
export function trainFix(
  rows: readonly FixRow[],
  lateRows: readonly LateFixRow[],
): Omit<FixModel, 'card'> & { training: Record<string, number> } {
  const from = parseDay('train', FIX_WINDOWS.train);
  const cut = parseDay('test', FIX_WINDOWS.test);
  const window = rows.filter(
    row => row.releasedDay >= from && row.releasedDay < cut,
  );
  const sampled = limitPerAdvisory(window, {
    limit: ROWS_PER_ADVISORY,
    seed: SEED,
  });
  const labelled: LabelledRow[] = [];
  for (let fold = 0; fold < VENDOR_FOLDS; fold++) {
    const inFold = (row: FixRow) => hash(row.advisory) % VENDOR_FOLDS === fold;
    const table = vendorLogOdds(window.filter(row => !inFold(row)));
    for (const row of sampled.filter(inFold)) {
      labelled.push({
        values: fixFeatures(row.input, table).values,
        label: row.hasFix,
        cluster: row.advisory,
      });
    }
  }
  const atDisclosure = FEATURE_SETS.map(featureNames => {
    process.stderr.write(`  fix at disclosure by ${featureNames.join(', ')}\n`);
    return fitLogistic({
      rows: labelled,
      featureNames,
      stepsToTry: STEPS_TO_TRY,
      seed: SEED,
    });
  }).reduce((best, each) =>
    each.crossValidatedLogLoss < best.crossValidatedLogLoss ? each : best,
  );
  const periods = lateTrainingRows(lateRows);
  const late = fitLogistic({
    rows: periods,
    featureNames: LATE_BINS.slice(0, -1).map(ageFeatureName),
    stepsToTry: LATE_STEPS,
    controlsPerCase: 30,
    seed: SEED,
  });
  const { rowYears, rows: watched, reversals } = noFixPlannedReversals();
  const ages = ageDistribution(periods);
  return {
    version: '1.0.0',
    inputs: describeInputs(
      labelled.map(({ values }) => values),
      { featureNames: atDisclosure.model.featureNames, bins: PROFILE_BINS },
    ),
    atDisclosure: atDisclosure.model,
    vendorLogOdds: vendorLogOdds(window),
    bins: LATE_BINS,
    late: late.model,
    ageDistribution: ages,
    oldestAgeDays: Math.max(
      ...periods.filter(row => row.label === 1).map(row => row.ageDays),
    ),
    followedVendors: ['siemens'],
    reversalAnnualProbability: (reversals + 0.5) / (rowYears + 0.5),
    training: {
      advisories: new Set(window.map(row => row.advisory)).size,
      rows: labelled.length,
      rowsWithFix: labelled.filter(row => row.label === 1).length,
      rowsPerAdvisory: ROWS_PER_ADVISORY,
      steps: atDisclosure.steps,
      lateProductsAtRisk: new Set(periods.map(row => row.product)).size,
      latePersonPeriodRows: periods.length,
      lateSampledRows: late.rows,
      lateEvents: late.cases,
      lateSteps: late.steps,
      noFixPlannedRows: watched,
      noFixPlannedRowYears: rowYears,
      noFixPlannedReversals: reversals,
      seed: SEED,
    },
  };
}

/**
 * Log-odds of each vendor's share of fixes at disclosure, every advisory
 * counting once, shrunk towards the mean of all.
 */
export function vendorLogOdds(rows: readonly FixRow[]): Record<string, number> {
  const sums = new Map<string, { fixes: number; advisories: number }>();
  let fixes = 0;
  let advisories = 0;
  for (const { vendor, hasFix, weight } of rows) {
    fixes += weight * hasFix;
    advisories += weight;
    if (vendor) {
      const sum = sums.get(vendor) ?? { fixes: 0, advisories: 0 };
      sum.fixes += weight * hasFix;
      sum.advisories += weight;
      sums.set(vendor, sum);
    }
  }
  const mean = fixes / advisories;
  const table: Record<string, number> = {};
  for (const [vendor, sum] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const share =
      (sum.fixes + VENDOR_PRIOR_ADVISORIES * mean) /
      (sum.advisories + VENDOR_PRIOR_ADVISORIES);
    table[vendor] = Math.log(share / (1 - share));
  }
  return table;
}

function lateTrainingRows(rows: readonly LateFixRow[]) {
  const cut = parseDay('test', LATE_FIX_WINDOWS.test);
  const periods: (LabelledRow & {
    ageDays: number;
    days: number;
    product: number;
  })[] = [];
  for (const [product, row] of rows.entries()) {
    for (const { bin, ageDays, label } of agePeriods({
      bins: LATE_BINS,
      entryAge: row.entryDay - row.releasedDay,
      endAge: cut - row.releasedDay,
      eventAge: row.fixed ? row.outcomeDay - row.releasedDay : undefined,
    })) {
      periods.push({
        values: ageFeatures(LATE_BINS, bin),
        label,
        cluster: row.advisory,
        ageDays,
        days: bin.rowDays,
        product,
      });
    }
  }
  return periods;
}
