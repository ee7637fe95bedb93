import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import type { FeatureValues } from '../../src/forecast/features/describeVulnerability';
import type { LogisticModel } from '../../src/forecast/logistic/LogisticModel';
import { logOddsTerms } from '../../src/forecast/logistic/logOddsTerms';
import { sigmoid } from '../../src/forecast/logistic/sigmoid';
import { createRandom } from './createRandom';

export interface LabelledRow {
  values: FeatureValues;
  label: 0 | 1;
  /** Rows of one cluster stay in one fold of the cross-validation. */
  cluster: string;
}

interface FitOptions {
  rows: readonly LabelledRow[];
  featureNames: readonly string[];
  seed: number;
  /** Class-0 rows that are sampled for each class-1 row; all by default. */
  controlsPerCase?: number;
}

export interface FittedLogistic {
  model: LogisticModel;
  /** Rows after sampling. */
  rows: number;
  cases: number;
  steps: number;
  /** Sum over the held-out folds; infinite where one step count was given. */
  crossValidatedLogLoss: number;
}

const FOLDS = 5;

/**
 * Fits a logistic regression with `ml-logistic-regression`, for as many steps
 * as do best in a five-fold cross-validation (log loss) of the training rows.
 *
 * The library descends from zero on the summed gradient, without intercept,
 * penalty or weights. So: a ones column, standardised features (missing = the
 * mean), a learning rate of 1 / n, and stopping early in place of a penalty.
 * Stopping early, and sampling class 0, both leave the intercept off; it is
 * estimated again on all training rows with the slopes held, so that the mean
 * forecast of the training rows equals their mean outcome.
 *
 * @throws Error when the rows are all of one class: the library would fit a
 * single classifier, and the meaning of class 0 would be lost
 */
export function fitLogistic(
  options: FitOptions & { stepsToTry: readonly number[] },
): FittedLogistic {
  const { stepsToTry, rows } = options;
  let [steps] = stepsToTry;
  let best = Number.POSITIVE_INFINITY;
  for (const candidate of stepsToTry.length > 1 ? stepsToTry : []) {
    let loss = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
      const inFold = (row: LabelledRow) => hash(row.cluster) % FOLDS === fold;
      const { model } = fitOnce(
        { ...options, rows: rows.filter(row => !inFold(row)) },
        candidate,
      );
      loss += logLoss(model, rows.filter(inFold));
    }
    process.stderr.write(
      `  ${candidate} steps: cross-validated log loss ${loss.toFixed(3)}\n`,
    );
    if (loss < best) {
      best = loss;
      steps = candidate;
    }
  }
  return { ...fitOnce(options, steps), steps, crossValidatedLogLoss: best };
}

function fitOnce(
  options: FitOptions,
  steps: number,
): { model: LogisticModel; rows: number; cases: number } {
  const { featureNames, seed, controlsPerCase } = options;
  const cases = options.rows.filter(row => row.label === 1);
  const controls = options.rows.filter(row => row.label === 0);
  if (cases.length === 0 || controls.length === 0) {
    throw new Error('Training needs rows of both classes');
  }
  const { means, scales } = standardisation(options.rows, featureNames);
  const wanted = Math.min(
    controls.length,
    (controlsPerCase ?? Number.POSITIVE_INFINITY) * cases.length,
  );
  const rows = [...cases, ...sample(controls, wanted, createRandom(seed))];
  const features = new Matrix(
    rows.map(row => [
      1,
      ...featureNames.map((name, index) => {
        const value = row.values[name];
        return value === undefined ? 0 : (value - means[index]) / scales[index];
      }),
    ]),
  );
  const regression = new LogisticRegression({
    numSteps: steps,
    learningRate: 1 / rows.length,
  });
  regression.train(features, Matrix.columnVector(rows.map(row => row.label)));
  const model: LogisticModel = {
    featureNames: [...featureNames],
    means,
    scales,
    interceptShift: 0,
    library: JSON.parse(JSON.stringify(regression)),
  };
  model.interceptShift = shiftToMean(
    options.rows.map(row => ({
      logOdds: sumOfTerms(model, row.values),
      label: row.label,
    })),
  );
  return { model, rows: rows.length, cases: cases.length };
}

/**
 * The shift of the log-odds at which the mean forecast of the rows equals
 * their mean outcome (bisection).
 */
export function shiftToMean(
  rows: readonly { logOdds: number; label: 0 | 1 }[],
): number {
  let cases = 0;
  for (const row of rows) {
    cases += row.label;
  }
  if (cases === 0 || cases === rows.length) {
    throw new Error('No shift fits rows of one class; pool them with others');
  }
  let low = -30;
  let high = 30;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    let predicted = 0;
    for (const { logOdds } of rows) {
      predicted += sigmoid(logOdds + middle);
    }
    if (predicted > cases) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return (low + high) / 2;
}

/** Log-odds of class 1. */
export function sumOfTerms(
  model: LogisticModel,
  values: FeatureValues,
): number {
  let sum = 0;
  for (const term of logOddsTerms(model, values)) {
    sum += term.logOdds;
  }
  return sum;
}

function logLoss(model: LogisticModel, rows: readonly LabelledRow[]): number {
  let loss = 0;
  for (const row of rows) {
    const probability = sigmoid(sumOfTerms(model, row.values));
    loss -= Math.log(row.label === 1 ? probability : 1 - probability);
  }
  return loss;
}

function standardisation(
  rows: readonly LabelledRow[],
  featureNames: readonly string[],
): { means: number[]; scales: number[] } {
  const means: number[] = [];
  const scales: number[] = [];
  for (const name of featureNames) {
    let count = 0;
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
      const value = row.values[name];
      if (value !== undefined) {
        count++;
        sum += value;
        squares += value * value;
      }
    }
    const mean = count > 0 ? sum / count : 0;
    const variance = count > 0 ? squares / count - mean * mean : 0;
    means.push(mean);
    scales.push(variance > 1e-12 ? Math.sqrt(variance) : 1);
  }
  return { means, scales };
}

/** `count` rows without replacement, in their old order (Knuth, algorithm S). */
function sample<T>(
  rows: readonly T[],
  count: number,
  random: () => number,
): T[] {
  const result: T[] = [];
  let left = rows.length;
  for (const row of rows) {
    if (random() * left < count - result.length) {
      result.push(row);
    }
    left--;
  }
  return result;
}

/** FNV-1a, for folds that do not depend on the order of rows. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}
