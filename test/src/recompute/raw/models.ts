import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../harness/root';

export interface RawLogistic {
  featureNames: string[];
  means: number[];
  scales: number[];
  interceptShift: number;
  library: { classifiers: { weights: number[][] }[] };
}

export interface RawBin {
  fromDay: number;
  rowDays: number;
}

/** A regression that our own fit made: a feature that is absent adds nothing. */
export interface RawLearned {
  featureNames: string[];
  intercept: number;
  weights: number[];
  absentValues: number[];
}

/** Boosted trees: from node 0 on, to `lefts` where a value is below the threshold. */
export interface RawTrees {
  featureNames: string[];
  baseline: number;
  trees: {
    features: number[];
    thresholds: number[];
    lefts: number[];
    rights: number[];
    values: number[];
  }[];
}

interface RawModels {
  exploit: {
    bins: RawBin[];
    history: {
      entries: Record<string, number[]>;
      vendorRecords: Record<string, number>;
    };
    advisory: { risk: RawLearned; timing: RawLearned };
  };
  fix: {
    bins: RawBin[];
    atDisclosure: RawLogistic;
    vendorLogOdds: Record<string, number>;
    late: RawLogistic;
    oldestAgeDays: number;
    followedVendors: string[];
    reversalAnnualProbability: number;
  };
  fixOt: {
    advisories: {
      history: {
        all: [number, number];
        kinds: Record<string, [number, number]>;
        groups: Record<string, [number, number]>;
      };
      withText: RawTrees;
    };
    late: {
      fromDays: number[];
      dailyHazards: number[];
      vendorFactors: Record<string, number>;
      vendorEvents: Record<string, number>;
    };
  };
  rhythm: {
    overall: number[];
    vendors: Record<string, { weights: number[] } | undefined>;
  };
}

function read(name: string) {
  const folder = 'packages/patch-risk-model/src/forecast/models';
  return JSON.parse(readFileSync(join(root, folder, `${name}.json`), 'utf8'));
}

/** The models' JSON as it is shipped. */
export const models: RawModels = {
  exploit: read('exploit-v2'),
  fix: read('fix-v1'),
  fixOt: read('fix-ot-v2'),
  rhythm: read('rhythm-v1'),
};

/** Log-odds of a logistic regression: the mean stands in for a missing feature. */
export function logOdds(
  model: RawLogistic,
  features: Record<string, number>,
): number {
  const [intercept, ...weights] = model.library.classifiers[0].weights[0];
  return model.featureNames.reduce((all, name, i) => {
    const x = features[name] ?? model.means[i];
    return all + (weights[i] * (x - model.means[i])) / model.scales[i];
  }, intercept + model.interceptShift);
}

/** Log-odds of a regression of our own. */
export function learnedLogOdds(
  model: RawLearned,
  features: Record<string, number>,
): number {
  return model.featureNames.reduce((all, name, i) => {
    const x = features[name] ?? model.absentValues[i];
    return all + model.weights[i] * (x - model.absentValues[i]);
  }, model.intercept);
}

/** Logarithm of the chance that nothing happens before a day of age, from the chances of each bin's rows. */
export function logSurvival(bins: RawBin[], rows: number[], age: number) {
  let all = 0;
  for (const [i, { fromDay, rowDays }] of bins.entries()) {
    const until = Math.min(age, bins[i + 1]?.fromDay ?? Infinity);
    if (until > fromDay) {
      all += ((until - fromDay) / rowDays) * Math.log1p(-rows[i]);
    }
  }
  return all;
}

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Indicators of the age bins; the last bin has none. */
export function ageFeatures(bins: RawBin[], current: number) {
  return Object.fromEntries(
    bins
      .slice(0, -1)
      .map(({ fromDay }, i) => [`age.${fromDay}`, i === current ? 1 : 0]),
  );
}
