import fc from 'fast-check';
import { expectedCalibrationError } from '../evaluate/expectedCalibrationError';
import { sigmoid } from '../forecast/logistic/sigmoid';
import { chooseRecalibration } from './chooseRecalibration';
import { createRandom } from './createRandom';
import { fitIsotonic } from './fitIsotonic';
import { fitPlatt } from './fitPlatt';
import { logit } from './logit';
import { recalibrate } from './recalibrate';

/** The rows of the reference figures: mulberry32 with seed 11, in this order. */
function generatedRows() {
  const random = createRandom(11);
  const probabilities: number[] = [];
  const outcomes: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < 250; row++) {
    const a = (Math.round(random() * 100) / 100) * 0.98 + 0.01;
    probabilities.push(a);
    outcomes.push(random() < a * a ? 1 : 0);
    weights.push(0.5 + random());
  }
  return { probabilities, outcomes, weights };
}

const rows = generatedRows();
const PLACES = [0, 0.05, 0.2, 0.333, 0.5, 0.71, 0.9, 1];

describe('recalibration', () => {
  it.each([
    [
      rows,
      [0, 0, 0.193522173, 0.20015593, 0.209072473, 0.567709748, 0.804514106, 1],
    ],
    [
      { ...rows, weights: undefined },
      [
        0, 0, 0.142857143, 0.193548387, 0.194444444, 0.571428571, 0.769230769,
        1,
      ],
    ],
  ])("is scikit-learn's IsotonicRegression", (forecasts, expected) => {
    const isotonic = fitIsotonic(forecasts);
    expect(PLACES.map(place => recalibrate(isotonic, place))).toEqual(
      expected.map(value => expect.closeTo(value, 8)),
    );
  });

  it("is Platt's as scikit-learn and SciPy compute it", () => {
    expect(fitPlatt({ ...rows, weights: undefined })).toEqual({
      kind: 'platt',
      slope: expect.closeTo(1.09193254, 6),
      intercept: expect.closeTo(-1.01157654, 6),
    });
  });

  it('never falls and stays within 0 and 1', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(probability, fc.integer({ min: 0, max: 1 })), {
          minLength: 1,
        }),
        probability,
        probability,
        (pairs, one, other) => {
          const isotonic = fitIsotonic({
            probabilities: pairs.map(([forecast]) => forecast),
            outcomes: pairs.map(([, outcome]) => outcome),
          });
          const low = recalibrate(isotonic, Math.min(one, other));
          const high = recalibrate(isotonic, Math.max(one, other));
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          // Means of pools are rounded, so equal ones may differ in the last digit.
          expect(high).toBeGreaterThanOrEqual(low - 1e-12);
        },
      ),
    );
  });

  it('takes rows of equal forecast as one point', () => {
    const isotonic = fitIsotonic({
      probabilities: [0.1, 0.2, 0.2, 0.2],
      outcomes: [1, 0, 1, 1],
    });
    // (1 + 0 + 1 + 1) / 4: the point at 0.2 has the mean 2/3, less than 1.
    expect(recalibrate(isotonic, 0.2)).toBeCloseTo(0.75, 12);
    expect(
      recalibrate(
        fitIsotonic({
          probabilities: [0.1, 0.2, 0.2, 0.2],
          outcomes: [0.5, 0, 1, 1],
        }),
        0.2,
      ),
    ).toBeCloseTo(2 / 3, 12);
  });

  it.each([
    ['one class', [0.1, 0.2], [1, 1], 'outcomes'],
    [
      'an order turned round',
      [0.1, 0.9, 0.4, 0.5],
      [1, 0, 1, 0],
      'probabilities',
    ],
    ['a probability of 1.2', [0.1, 1.2], [0, 1], 'probabilities[1]'],
    ['NaN', [0.1, Number.NaN], [0, 1], 'probabilities[1]'],
  ])('refuses %s', (_name, probabilities, outcomes, field) => {
    expect(() => fitPlatt({ probabilities, outcomes })).toThrow(
      expect.objectContaining({ name: 'InputError', field }),
    );
  });
});

describe('chooseRecalibration', () => {
  const drawn = (distort: (chance: number) => number) => {
    const random = createRandom(5);
    return Array.from({ length: 3000 }, (_, row) => {
      const chance = 0.02 + 0.9 * random();
      return {
        day: row < 1500 ? '2024-03-01' : '2024-09-01',
        probability: distort(chance),
        outcome: random() < chance ? (1 as const) : (0 as const),
      };
    });
  };
  const judgedFrom = '2024-06-01';
  const ece = (
    rowsOfModel: ReturnType<typeof drawn>,
    {
      recalibration,
    }: Pick<ReturnType<typeof chooseRecalibration>, 'recalibration'>,
  ) =>
    expectedCalibrationError({
      probabilities: rowsOfModel.map(row =>
        recalibrate(recalibration, row.probability),
      ),
      outcomes: rowsOfModel.map(row => row.outcome),
    });

  it('leaves a calibrated model alone', () => {
    const chosen = chooseRecalibration({ rows: drawn(p => p), judgedFrom });
    expect(chosen.recalibration).toEqual({ kind: 'none' });
  });

  it("takes Platt's for a model that is too sure of itself", () => {
    const tooSure = drawn(p => sigmoid(2 * logit(p) + 0.5));
    const chosen = chooseRecalibration({ rows: tooSure, judgedFrom });
    expect(chosen.recalibration).toMatchObject({ kind: 'platt' });
    expect(ece(tooSure, { recalibration: { kind: 'none' } })).toBeGreaterThan(
      0.08,
    );
    expect(ece(tooSure, chosen)).toBeLessThan(0.03);
  });

  it('takes isotonic where the map has a step', () => {
    const stepped = drawn(p => (p < 0.4 ? p / 10 : 0.9 + p / 10));
    const chosen = chooseRecalibration({ rows: stepped, judgedFrom });
    expect(chosen.recalibration.kind).toBe('isotonic');
    expect(chosen.brierScores.isotonic).toBeLessThan(chosen.brierScores.none);
  });

  it('refuses to choose from a handful of events', () => {
    expect(() =>
      chooseRecalibration({ rows: drawn(p => p).slice(0, 1510), judgedFrom }),
    ).toThrow('at least 20 events');
  });
});
