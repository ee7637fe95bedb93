import { sigmoid } from '../forecast/logistic/sigmoid';
import { createRandom } from '../learn/createRandom';
import { addChallenger } from './addChallenger';
import { calibrationDrift } from './calibrationDrift';
import { describeInputs } from './describeInputs';
import { inputDrift } from './inputDrift';
import { judgeChallenger } from './judgeChallenger';
import type { ModelHistory } from './ModelHistory';
import { rollBackModel } from './rollBackModel';
import { trainingAge } from './trainingAge';

describe('inputDrift', () => {
  const featureNames = ['score', 'network', 'code', 'never'];
  const draw = (options: {
    seed: number;
    rows: number;
    shift?: number;
    absent?: number;
  }) => {
    const { seed, rows, shift = 0, absent = 0.1 } = options;
    const random = createRandom(seed);
    return Array.from({ length: rows }, () => ({
      score: random() + random() + random() + shift,
      network: random() < 0.7 ? 1 : 0,
      code: random() < absent ? undefined : random(),
    }));
  };
  const training = describeInputs(draw({ seed: 1, rows: 4000 }), {
    featureNames,
  });

  it('finds nothing in other rows of the same population, few or many', () => {
    for (const rows of [60, 300, 4000]) {
      const drifts = inputDrift(training, draw({ seed: 2, rows }));
      expect(drifts.map(drift => drift.level)).toEqual(
        featureNames.map(() => 'steady'),
      );
    }
  });

  it('names the feature that moved first, and one that went missing', () => {
    const shifted = inputDrift(
      training,
      draw({ seed: 3, rows: 1000, shift: 0.4 }),
    );
    expect(shifted[0]).toMatchObject({ name: 'score', level: 'large' });
    expect(shifted[1].level).toBe('steady');
    const missing = inputDrift(
      training,
      draw({ seed: 3, rows: 1000, absent: 0.6 }),
    );
    expect(missing[0]).toMatchObject({ name: 'code', level: 'large' });
    expect(missing[0].absentShares.now).toBeCloseTo(0.6, 1);
  });

  it('equals the index by hand', () => {
    const before = describeInputs(
      Array.from({ length: 1000 }, (_, row) => ({ x: row < 500 ? 0 : 1 })),
      { featureNames: ['x'] },
    );
    const [{ stabilityIndex }] = inputDrift(
      before,
      Array.from({ length: 1000 }, (_, row) => ({ x: row < 200 ? 0 : 1 })),
    );
    const byHand = 0.3 * Math.log(0.8 / 0.5) - 0.3 * Math.log(0.2 / 0.5);
    expect(stabilityIndex).toBeCloseTo(byHand - 0.002, 9);
  });

  it('comes back from JSON, and refuses NaN and no rows', () => {
    expect(JSON.parse(JSON.stringify(training))).toEqual(training);
    expect(() => inputDrift(training, [{ score: Number.NaN }])).toThrow(
      'rows[0].score',
    );
    expect(() => inputDrift(training, [])).toThrow('no rows');
    expect(() => describeInputs([], { featureNames })).toThrow('no rows');
  });
});

/** Rows of which `truth` is the chance, in clusters of five, half a year after training. */
function drawRows(seed: number, count: number) {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, row) => {
    const logOdds = -2 + 4 * (random() - 0.5);
    return {
      day: '2025-03-01',
      cluster: `advisory ${Math.floor(row / 5)}`,
      logOdds,
      outcome: random() < sigmoid(logOdds) ? (1 as const) : (0 as const),
    };
  });
}

describe('calibrationDrift', () => {
  const rows = drawRows(4, 3000);
  const columns = {
    outcomes: rows.map(row => row.outcome),
    clusters: rows.map(row => row.cluster),
    seed: 1,
  };
  const drift = (shift: number, referenceRatio?: number) =>
    calibrationDrift({
      ...columns,
      probabilities: rows.map(row => sigmoid(row.logOdds + shift)),
      referenceRatio,
    });

  it('finds none in a model that is right, and one where events became rarer', () => {
    expect(drift(0).hasDrifted).toBe(false);
    const tooMany = drift(0.6);
    expect(tooMany.hasDrifted).toBe(true);
    expect(tooMany.ratio?.low).toBeGreaterThan(1.2);
    expect(tooMany.calibrationError).toBeGreaterThan(0.05);
    expect(drift(-0.6).hasDrifted).toBe(true);
  });

  it('compares with what the model was like when it was made', () => {
    const ratio = drift(0.6).ratio?.value;
    expect(drift(0.6, ratio).hasDrifted).toBe(false);
  });

  it('says nothing of a ratio where no event came, yet sees that many were expected', () => {
    const none = calibrationDrift({
      probabilities: new Array(100).fill(0.2),
      outcomes: new Array(100).fill(0),
      clusters: Array.from({ length: 100 }, (_, row) => `${row}`),
      seed: 1,
    });
    expect(none).toMatchObject({ ratio: undefined, hasDrifted: true });
  });
});

describe('judgeChallenger', () => {
  const judge = (options: {
    champion: (logOdds: number) => number;
    challenger: (logOdds: number) => number;
    count?: number;
    trainedUntil?: string;
  }) =>
    judgeChallenger({
      rows: drawRows(8, options.count ?? 2000).map(
        ({ day, cluster, outcome, logOdds }) => ({
          day,
          cluster,
          outcome,
          championProbability: sigmoid(options.champion(logOdds)),
          challengerProbability: sigmoid(options.challenger(logOdds)),
        }),
      ),
      trainedUntil: options.trainedUntil ?? '2025-02-28',
      seed: 2,
    });
  const right = (logOdds: number) => logOdds;
  const flat = () => -2;

  it('lets a model in that is better on newer rows', () => {
    const verdict = judge({ champion: flat, challenger: right });
    expect(verdict.promote).toBe(true);
    expect(verdict.logLossDifference.high).toBeLessThan(0);
    expect(verdict.reason).toContain('better on 2000 newer rows');
  });

  it.each([
    ['one that is worse', { champion: right, challenger: flat }, 'chance'],
    ['one that is the same', { champion: right, challenger: right }, 'chance'],
    [
      'one that differs by chance',
      { champion: right, challenger: (x: number) => 1.02 * x },
      'chance',
    ],
    [
      'one that is better by too few events',
      { champion: flat, challenger: right, count: 40 },
      'too little',
    ],
  ])('keeps out %s', (_name, models, reason) => {
    const verdict = judge(models);
    expect(verdict.promote).toBe(false);
    expect(verdict.reason).toContain(reason);
  });

  it('refuses rows that a model was trained on', () => {
    expect(() =>
      judge({ champion: flat, challenger: right, trainedUntil: '2025-03-01' }),
    ).toThrow('newer rows only');
    expect(() =>
      judge({ champion: () => Number.NaN, challenger: right }),
    ).toThrow('rows[0].championProbability');
    expect(() =>
      judge({ champion: flat, challenger: right, count: 0 }),
    ).toThrow('no rows');
  });
});

describe('the history of a model', () => {
  const first: ModelHistory = {
    live: '2.0.0',
    entries: [
      {
        version: '2.0.0',
        newestTrainingDay: '2024-10-31',
        state: 'live',
        reason: 'shipped',
      },
    ],
  };
  const add = (history: ModelHistory, version: string, promote: boolean) =>
    addChallenger(history, {
      version,
      newestTrainingDay: '2025-01-31',
      verdict: { promote, reason: 'judged' },
    });
  const states = (history: ModelHistory) =>
    history.entries.map(entry => `${entry.version} ${entry.state}`);

  it('goes back past rejected versions to the one that was live before', () => {
    let history = add(first, '2.0.1', true);
    history = add(history, '2.0.2', false);
    history = add(history, '2.0.3', true);
    expect(history.live).toBe('2.0.3');
    history = rollBackModel(history, 'too many alarms');
    expect(history.live).toBe('2.0.1');
    expect(states(history)).toEqual([
      '2.0.0 replaced',
      '2.0.1 live',
      '2.0.2 rejected',
      '2.0.3 rolled-back',
    ]);
    history = rollBackModel(history, 'again');
    expect(history.live).toBe('2.0.0');
    expect(() => rollBackModel(history, 'once more')).toThrow(
      'nothing to go back to',
    );
    expect(first.live).toBe('2.0.0');
  });

  it('refuses a version that was tried before', () => {
    expect(() => add(add(first, '2.0.1', false), '2.0.1', true)).toThrow(
      "Invalid version '2.0.1'",
    );
  });
});

describe('trainingAge', () => {
  it('warns past 90 days and not before', () => {
    const newestTrainingDay = '2026-01-01';
    expect(trainingAge({ newestTrainingDay, asOf: '2026-04-01' })).toEqual({
      ageDays: 90,
      warning: undefined,
    });
    expect(
      trainingAge({ newestTrainingDay, asOf: '2026-04-02' }).warning,
    ).toContain('of 2026-01-01, 91 days ago');
    expect(trainingAge({ newestTrainingDay, asOf: '2025-12-01' }).ageDays).toBe(
      0,
    );
  });
});
