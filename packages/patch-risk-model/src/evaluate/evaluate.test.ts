import { createRandom } from '../learn/createRandom';
import { averagePrecision } from './averagePrecision';
import { brierScore } from './brierScore';
import { chiSquareTail } from './chiSquareTail';
import { clusteredBootstrap } from './clusteredBootstrap';
import { dCalibration } from './dCalibration';
import { expectedCalibrationError } from './expectedCalibrationError';
import { harrellsC } from './harrellsC';
import { integratedBrierScore } from './integratedBrierScore';
import { kaplanMeier } from './kaplanMeier';
import { logLoss } from './logLoss';
import { recallAtShare } from './recallAtShare';
import { reliabilityCurve } from './reliabilityCurve';
import { rocAuc } from './rocAuc';

/**
 * The rows that the reference figures were computed on (mulberry32 with seed
 * 7, drawn in this order), by scikit-learn, lifelines and scikit-survival.
 */
function generatedRows() {
  const random = createRandom(7);
  const rows = {
    probabilities: [] as number[],
    outcomes: [] as number[],
    weights: [] as number[],
    times: [] as number[],
    events: [] as number[],
    scores: [] as number[],
    entries: [] as number[],
  };
  for (let row = 0; row < 300; row++) {
    const a = Math.round(random() * 100) / 100;
    rows.probabilities.push(a * a);
    rows.outcomes.push(random() < 0.2 + 0.5 * a ? 1 : 0);
    rows.weights.push(0.5 + random());
    const time = Math.floor(-Math.log(1 - random()) * (20 + 100 * (1 - a))) + 1;
    const censored = Math.floor(random() * 300) + 1;
    rows.times.push(Math.min(time, censored));
    rows.events.push(time <= censored ? 1 : 0);
    rows.scores.push(Math.floor(10 * (1 - a)));
    rows.entries.push(Math.floor(random() * 30));
  }
  return rows;
}

const rows = generatedRows();
const { probabilities, outcomes, weights, times, events, scores } = rows;
const days = [30, 90, 180];
const rates = scores.map(score => 1 / (20 + 10 * score));

function close(values: readonly number[]) {
  return values.map(value => expect.closeTo(value, 7));
}

describe('figures of probabilities', () => {
  it("equal scikit-learn's", () => {
    expect([
      rocAuc({ probabilities, outcomes }),
      rocAuc({ probabilities, outcomes, weights }),
      averagePrecision({ probabilities, outcomes }),
      averagePrecision({ probabilities, outcomes, weights }),
      brierScore({ probabilities, outcomes }),
      brierScore({ probabilities, outcomes, weights }),
      logLoss({
        probabilities: probabilities.map(p =>
          Math.min(Math.max(p, 0.01), 0.99),
        ),
        outcomes,
        weights,
      }),
    ]).toEqual(
      close([
        0.7066742857, 0.7056168755, 0.640266921, 0.6211685624, 0.2308917537,
        0.2249700001, 0.6922458407,
      ]),
    );
  });

  it('are undefined where a class is missing', () => {
    const one = { probabilities: [0.1, 0.2], outcomes: [0, 0] };
    expect(rocAuc(one)).toBeUndefined();
    expect(averagePrecision(one)).toBeUndefined();
    expect(recallAtShare(one, 0.5)).toBeUndefined();
  });

  it('cut the rows into bins of equal weight and keep equal forecasts together', () => {
    const forecasts = {
      probabilities: [0.1, 0.3, 0.3, 0.3, 0.6, 0.9],
      outcomes: [0, 1, 0, 0, 1, 1],
    };
    expect(reliabilityCurve(forecasts, 3)).toEqual([
      {
        share: 4 / 6,
        meanProbability: expect.closeTo(0.25, 9),
        meanOutcome: 0.25,
        lowestProbability: 0.1,
        highestProbability: 0.3,
      },
      {
        share: 2 / 6,
        meanProbability: expect.closeTo(0.75, 9),
        meanOutcome: 1,
        lowestProbability: 0.6,
        highestProbability: 0.9,
      },
    ]);
    expect(expectedCalibrationError(forecasts, 3)).toBeCloseTo(0.25 / 3, 9);
    // A row of weight 3 is three rows.
    expect(
      reliabilityCurve(
        {
          probabilities: [0.1, 0.3, 0.6, 0.9],
          outcomes: [0, 1 / 3, 1, 1],
          weights: [1, 3, 1, 1],
        },
        3,
      ),
    ).toHaveLength(2);
  });

  it('share the border of a recall among equal forecasts', () => {
    const forecasts = {
      probabilities: [0.9, 0.5, 0.5, 0.5, 0.5, 0.1],
      outcomes: [1, 1, 0, 0, 0, 1],
    };
    expect(recallAtShare(forecasts, 0.5)).toBeCloseTo((1 + 0.5) / 3, 12);
    expect(recallAtShare(forecasts, 1)).toBeCloseTo(1, 12);
  });

  it.each([
    [{ probabilities: [0.1, NaN], outcomes: [0, 1] }, 'probabilities[1]'],
    [{ probabilities: [0.1, 0.2], outcomes: [0] }, 'outcomes'],
    [{ probabilities: [], outcomes: [] }, 'probabilities'],
  ])('refuse %j', (forecasts, field) => {
    for (const figure of [rocAuc, brierScore, logLoss, reliabilityCurve]) {
      expect(() => figure(forecasts)).toThrow(
        expect.objectContaining({ name: 'InputError', field }),
      );
    }
  });
});

describe('figures of times', () => {
  it("Harrell's C equals that of lifelines and scikit-survival", () => {
    expect(harrellsC({ times, events, predictedTimes: scores })).toBeCloseTo(
      0.6513680121601081,
      10,
    );
    expect(
      harrellsC({ times: [1, 2], events: [0, 0], predictedTimes: [1, 2] }),
    ).toBeUndefined();
  });

  it("Brier scores with censoring equal scikit-survival's", () => {
    const { mean, byDay } = integratedBrierScore({
      times,
      events,
      days,
      survivalProbabilities: rates.map(rate =>
        days.map(day => Math.exp(-rate * day)),
      ),
    });
    expect(byDay).toEqual(close([0.21731561, 0.17387055, 0.08616692]));
    expect(mean).toBeCloseTo(0.1591176941, 7);
  });

  it('Brier scores without censoring are plain ones', () => {
    const { byDay } = integratedBrierScore({
      times: [10, 20, 40],
      events: [1, 1, 1],
      days: [15],
      survivalProbabilities: [[0.2], [0.5], [0.9]],
    });
    expect(byDay[0]).toBeCloseTo((0.2 ** 2 + 0.5 ** 2 + 0.1 ** 2) / 3, 12);
    expect(() =>
      integratedBrierScore({
        times: [10],
        events: [1],
        days: [15],
        survivalProbabilities: [[0.2, 0.1]],
      }),
    ).toThrow('survivalProbabilities[0]');
  });

  it("Kaplan–Meier curves equal lifelines', with weights and delayed entry", () => {
    const at = [10, 30, 90, 180];
    const plain = kaplanMeier({ times, events });
    expect(at.map(day => plain.at(day))).toEqual(
      close([0.8374903028, 0.6403839804, 0.2852510171, 0.1081651766]),
    );
    const weighted = kaplanMeier({ times, events, weights });
    expect(at.map(day => weighted.at(day))).toEqual(
      close([0.8429486061, 0.6506136299, 0.2964732739, 0.1117480289]),
    );
    const later = kaplanMeier({ times, events, entries: rows.entries });
    expect(at.map(day => later.at(day))).toEqual(
      close([0.8792150796, 0.6590947216, 0.2935854822, 0.111325547]),
    );
    expect(plain.at(0)).toBe(1);
    expect(plain.before(plain.times[0])).toBe(1);
    expect(plain.at(plain.times[0])).toBeLessThan(1);
  });

  it('D-calibration equals an independent computation', () => {
    const { shares, pValue } = dCalibration({
      survivalAtTimes: times.map((time, row) => Math.exp(-rates[row] * time)),
      events,
    });
    expect(shares[0]).toBeCloseTo(0.12443075, 7);
    expect(shares[7]).toBeCloseTo(0.06152714, 7);
    expect(pValue).toBeCloseTo(0.13873275995, 9);
  });

  it.each([
    [3, 1, 0.08326451666355042],
    [12, 2, 0.002478752176666357],
    [5.5, 7, 0.5991838706663558],
    [20, 8, 0.010336050675925726],
    [30, 9, 0.00043872177097947936],
    [0.2, 3, 0.9775892977616494],
  ])('chi-square tail of %f with %d degrees', (value, degrees, expected) => {
    expect(chiSquareTail(value, degrees)).toBeCloseTo(expected, 11);
  });
});

describe('clusteredBootstrap', () => {
  const mean = (values: readonly number[]) => (drawn: Uint32Array) => {
    let sum = 0;
    for (const row of drawn) {
      sum += values[row];
    }
    return { mean: sum / drawn.length, rows: drawn.length };
  };

  it('gives wider intervals where rows come in clusters', () => {
    const random = createRandom(1);
    const values: number[] = [];
    const clusters: string[] = [];
    for (let cluster = 0; cluster < 40; cluster++) {
      const level = random();
      for (let row = 0; row < 10; row++) {
        values.push(level);
        clusters.push(`cluster ${cluster}`);
      }
    }
    const figures = mean(values);
    const together = clusteredBootstrap({ clusters, figures, seed: 3 });
    const single = clusteredBootstrap({
      clusters: clusters.map((_, row) => `row ${row}`),
      figures,
      seed: 3,
    });
    const width = ({
      low = NaN,
      high = NaN,
    }: {
      low?: number;
      high?: number;
    }) => high - low;
    expect(width(together.mean)).toBeGreaterThan(2 * width(single.mean));
    // Every sample holds whole clusters of ten.
    expect(together.rows).toMatchObject({ low: 400, high: 400 });
    // The interval of a mean of 40 uniform levels: 2 · 1.28 · 0.289 / √40.
    expect(width(together.mean)).toBeCloseTo(0.117, 1);
    expect(together).toEqual(
      clusteredBootstrap({ clusters, figures, seed: 3 }),
    );
    expect(together).not.toEqual(
      clusteredBootstrap({ clusters, figures, seed: 4 }),
    );
  });

  it('leaves samples out where a figure cannot be computed', () => {
    const { auc } = clusteredBootstrap({
      clusters: ['a', 'b', 'c'],
      seed: 1,
      figures: drawn => ({
        auc: rocAuc({
          probabilities: Array.from(drawn, row => [0.1, 0.5, 0.9][row]),
          outcomes: Array.from(drawn, row => [0, 0, 1][row]),
        }),
      }),
    });
    expect(auc.samples).toBeGreaterThan(50);
    expect(auc.samples).toBeLessThan(200);
    expect(auc).toMatchObject({ value: 1, low: 1, high: 1 });
  });

  it('refuses no rows', () => {
    expect(() =>
      clusteredBootstrap({ clusters: [], figures: mean([]), seed: 1 }),
    ).toThrow('clusters');
  });
});
