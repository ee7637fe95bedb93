import { generatedRows } from './__testUtils__/generatedRows';
import { fit } from './fit';
import type { LearnOptions } from './LearnOptions';
import type { LearnRow } from './LearnRow';
import { parseLearnedModel } from './parseLearnedModel';
import { predict } from './predict';

const OPTIONS: LearnOptions = {
  version: '1.2.3',
  trainingWindow: { from: '2024-01-01', to: '2024-12-31' },
};

describe('a learned model', () => {
  it('comes back from its JSON as it went', () => {
    const model = fit(generatedRows({ weighted: false }), OPTIONS);
    expect(parseLearnedModel(JSON.stringify(model))).toEqual(model);
    expect(model).toMatchObject({
      version: '1.2.3',
      trainingWindow: OPTIONS.trainingWindow,
      figures: { rows: 400, events: 184 },
    });
  });

  it.each([
    ['weights', { weights: [1] }],
    ['absentValues', { absentValues: [0, 0, 0, Number.NaN] }],
    ['intercept', { intercept: undefined }],
    ['formatVersion', { formatVersion: 2 }],
    ['featureNames', { featureNames: ['a', 'a', 'b', 'c'] }],
    ['trainingWindow', { trainingWindow: { from: '2024', to: '2025' } }],
    ['version', { version: '' }],
  ])('refuses JSON with a wrong %s', (field, change) => {
    const model = fit(generatedRows({ weighted: false }), OPTIONS);
    const json = JSON.stringify({ ...model, ...change });
    expect(() => parseLearnedModel(json)).toThrow(
      expect.objectContaining({ name: 'InputError', field }),
    );
  });

  const two = [
    { values: { a: 1 }, outcome: 1 },
    { values: { a: 0.5 }, outcome: 0 },
    { values: { a: 0.7 }, outcome: 1 },
    { values: { a: 2 }, outcome: 0 },
  ];

  it.each<[string, LearnRow[], Partial<LearnOptions>, string]>([
    [
      'NaN',
      [...two, { values: { a: NaN }, outcome: 0 }],
      {},
      'rows[4].values.a',
    ],
    ['an outcome of 2', [{ values: {}, outcome: 2 }], {}, 'rows[0].outcome'],
    [
      'no weight',
      [{ values: {}, outcome: 1, weight: 0 }],
      {},
      'rows[0].weight',
    ],
    ['one class', two.filter(row => row.outcome === 1), {}, 'rows'],
    ['no rows', [], {}, 'rows'],
    ['a penalty of none', two, { inversePenalty: 0 }, 'inversePenalty'],
    ['a bad factor', two, { penaltyFactors: { a: -1 } }, 'penaltyFactors.a'],
    ['a name twice', two, { featureNames: ['a', 'a'] }, 'featureNames[1]'],
    [
      'a constant without penalty',
      two.map(row => ({ ...row, values: { ...row.values, b: 1 } })),
      { inversePenalty: Number.POSITIVE_INFINITY },
      'features',
    ],
    [
      'classes that a free feature separates',
      two.map(row => ({ ...row, values: { b: row.outcome } })),
      { penaltyFactors: { b: 0 } },
      'features',
    ],
  ])('refuses %s', (_name, rows, options, field) => {
    expect(() => fit(rows, { ...OPTIONS, ...options })).toThrow(
      expect.objectContaining({ name: 'InputError', field }),
    );
  });

  it('refuses a value that is not finite when it predicts', () => {
    const model = fit(two, OPTIONS);
    expect(() => predict(model, { a: Number.POSITIVE_INFINITY })).toThrow(
      "Invalid values.a 'Infinity'",
    );
  });
});
