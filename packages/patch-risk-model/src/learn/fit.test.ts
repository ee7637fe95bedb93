import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { generatedRows } from './__testUtils__/generatedRows';
import { createRandom } from './createRandom';
import { explain } from './explain';
import { fit } from './fit';
import { groupRows } from './groupRows';
import type { LearnOptions } from './LearnOptions';
import type { LearnRow } from './LearnRow';
import { personPeriods } from './personPeriods';
import { predict } from './predict';
import { predictLogOdds } from './predictLogOdds';
import { sigmoid } from '../forecast/logistic/sigmoid';

const OPTIONS: LearnOptions = {
  version: '1.2.3',
  trainingWindow: { from: '2024-01-01', to: '2024-12-31' },
};

/**
 * scikit-learn 1.x, `LogisticRegression(C, solver='newton-cholesky', tol=1e-12)`,
 * after `StandardScaler` where standardised: weights in units of the features,
 * intercept, log-loss. Its lbfgs agrees to 3e-7.
 */
const REFERENCES = [
  {
    name: 'a weak penalty',
    options: { inversePenalty: 10, standardise: false },
    weighted: false,
    weights: [1.14243084, -0.64828015, 0.01885434, -0.49571606],
    intercept: -0.59501128,
    logLoss: 0.559643573,
  },
  {
    name: 'a strong penalty',
    options: { inversePenalty: 0.05, standardise: false },
    weighted: false,
    weights: [0.66265781, -0.26516001, 0.01658091, 0.13970148],
    intercept: -0.92322258,
    logLoss: 0.567743667,
  },
  {
    name: 'sample weights',
    options: { inversePenalty: 0.3, standardise: false },
    weighted: true,
    weights: [0.9751628, -0.5802271, 0.01801693, -0.13940913],
    intercept: -0.7082754,
    logLoss: 0.556503453,
  },
  {
    name: 'standardised features',
    options: { inversePenalty: 0.1, standardise: true },
    weighted: false,
    weights: [0.6925817, -0.51056981, 0.01530347, 0.15607326],
    intercept: -0.7924605,
    logLoss: 0.565086243,
  },
  {
    name: 'standardised features and sample weights',
    options: { inversePenalty: 0.02, standardise: true },
    weighted: true,
    weights: [0.47060867, -0.39723641, 0.0112222, 0.41975211],
    intercept: -0.72073402,
    logLoss: 0.570201467,
  },
  {
    name: 'no penalty',
    options: { inversePenalty: Number.POSITIVE_INFINITY },
    weighted: false,
    weights: [1.15353831, -0.65402984, 0.01889631, -0.5139722],
    intercept: -0.58617467,
    logLoss: 0.559640392,
  },
];

describe('fit', () => {
  it.each(REFERENCES)("equals scikit-learn's with $name", reference => {
    const model = fit(generatedRows(reference), {
      ...OPTIONS,
      ...reference.options,
    });
    expect(model.featureNames).toEqual(['a', 'b', 'c', 'd']);
    for (const [index, weight] of reference.weights.entries()) {
      expect(Math.abs(model.weights[index] - weight)).toBeLessThan(1e-6);
    }
    expect(Math.abs(model.intercept - reference.intercept)).toBeLessThan(1e-5);
    expect(Math.abs(model.figures.logLoss - reference.logLoss)).toBeLessThan(
      1e-8,
    );
  });

  it('equals ml-logistic-regression where nothing is penalised', () => {
    const rows = generatedRows({ weighted: false });
    const model = fit(rows, {
      ...OPTIONS,
      inversePenalty: Number.POSITIVE_INFINITY,
      meanWhenAbsent: 'all',
    });
    const columns = rows.map(({ values }) =>
      // The library descends on raw numbers, so it gets them at similar sizes.
      model.featureNames.map(
        (name, index) =>
          (Number(values[name]) - model.absentValues[index]) /
          (name === 'c' ? 29 : 1),
      ),
    );
    const library = new LogisticRegression({
      numSteps: 20_000,
      learningRate: 1 / rows.length,
    });
    library.train(
      new Matrix(columns.map(column => [1, ...column])),
      Matrix.columnVector(rows.map(row => row.outcome)),
    );
    for (const [index, column] of columns.slice(0, 50).entries()) {
      const [expected] = library.classifiers[0].testScores(
        new Matrix([[1, ...column]]),
      );
      expect(
        Math.abs(predict(model, rows[index].values) - expected),
      ).toBeLessThan(1e-4);
    }
  });

  it('gives the same model for grouped person-period rows as for single ones', () => {
    const random = createRandom(9);
    const rows: LearnRow[] = [];
    for (let subject = 0; subject < 300; subject++) {
      const exposed = random() < 0.4 ? 1 : 0;
      const day = Math.floor(-Math.log(random()) * (exposed ? 60 : 150));
      for (const { interval, outcome } of personPeriods({
        edges: [0, 7, 30, 90, 365],
        entryDay: random() < 0.2 ? 7 : 0,
        observedUntilDay: 365,
        eventDay: day < 365 ? day : undefined,
      })) {
        rows.push({
          values: { exposed, [`interval.${interval}`]: 1 },
          outcome,
        });
      }
    }
    const grouped = groupRows(rows);
    expect(grouped.length).toBeLessThanOrEqual(8);
    const single = fit(rows, OPTIONS);
    const together = fit(grouped, OPTIONS);
    expect(together.featureNames).toEqual(single.featureNames);
    for (const [index, weight] of single.weights.entries()) {
      expect(together.weights[index]).toBeCloseTo(weight, 9);
    }
    expect(together.figures.logLoss).toBeCloseTo(single.figures.logLoss, 9);
    expect(single.weights[0]).toBeGreaterThan(0.4);
  });

  it('leaves features of factor 0 free, and shrinks the others', () => {
    const rows = generatedRows({ weighted: false });
    const free = fit(rows, { ...OPTIONS, inversePenalty: 1e12 });
    const model = fit(rows, {
      ...OPTIONS,
      inversePenalty: 1e-7,
      penaltyFactors: { a: 0 },
    });
    expect(Math.abs(model.weights[1])).toBeLessThan(1e-4);
    expect(Math.abs(model.weights[0])).toBeGreaterThan(
      0.5 * Math.abs(free.weights[0]),
    );
  });

  it('explains each forecast by terms that add up to its log-odds', () => {
    const model = fit(generatedRows({ weighted: true }), {
      ...OPTIONS,
      meanWhenAbsent: ['c'],
    });
    const values = { a: 0.3, b: 1, d: -1, unknown: 4 };
    const terms = explain(model, values);
    expect(terms.map(term => term.name)).toEqual(['baseline', 'a', 'b', 'd']);
    let sum = 0;
    for (const { logOdds } of terms) {
      sum += logOdds;
    }
    expect(sum).toBeCloseTo(predictLogOdds(model, values), 12);
    expect(predict(model, values)).toBeCloseTo(sigmoid(sum), 12);
    expect(model.absentValues[2]).toBeGreaterThan(30);
    expect(predict(model, { ...values, c: model.absentValues[2] })).toBeCloseTo(
      predict(model, values),
      12,
    );
  });

  it('takes the weighted mean of the rows that have a feature for an absent one', () => {
    const model = fit(
      [
        { values: { a: 1 }, outcome: 1, weight: 3 },
        { values: { a: 5 }, outcome: 0 },
        { values: {}, outcome: 1, weight: 10 },
        { values: { a: 2, b: 4 }, outcome: 0, weight: 2 },
      ],
      { ...OPTIONS, meanWhenAbsent: 'all' },
    );
    expect(model.absentValues).toEqual([expect.closeTo(2, 12), 4]);
  });

  it('is served by ml-logistic-regression with the same chances', () => {
    const rows = generatedRows({ weighted: true });
    const model = fit(rows, { ...OPTIONS, meanWhenAbsent: 'all' });
    const library = LogisticRegression.load({
      name: 'LogisticRegression',
      numSteps: 0,
      learningRate: 0,
      numberClasses: 2,
      // Of two classes the library keeps one classifier for each; the first gives P(not 0).
      classifiers: [1, -1].map(sign => ({
        numSteps: 0,
        learningRate: 0,
        weights: [[model.intercept, ...model.weights].map(w => sign * w)],
      })),
    });
    for (const { values } of rows.slice(0, 50)) {
      const centred = model.featureNames.map(
        (name, index) => Number(values[name]) - model.absentValues[index],
      );
      const [expected] = library.classifiers[0].testScores(
        new Matrix([[1, ...centred]]),
      );
      expect(Math.abs(predict(model, values) - expected)).toBeLessThan(1e-12);
    }
  });
});
