import fc from 'fast-check';
import { judgeRows } from '../../../scripts/model/detect/judgeRows';
import { createPlant } from '../../../scripts/model/rig/createPlant';
import { createPump, PUMP_FAULTS } from '../../../scripts/model/rig/createPump';
import { createRig, RIG_KINDS } from '../../../scripts/model/rig/createRig';
import { principalComponentChart } from '../../../scripts/model/rig/principalComponentChart';
import { rowFigures } from '../../../scripts/model/rig/rowFigures';
import { createRandom } from '../../learn/createRandom';
import { detectRow } from './detectRow';
import type { RowState } from './RowState';
import { startFromProfile } from './startFromProfile';

type Row = readonly (number | undefined)[];

/** A daily wave of 5-minute rows with noise; `disturb` changes rows. */
function wave(
  rows: number,
  seed: number,
  disturb = (_row: number, value: number) => value,
): Row[] {
  const random = createRandom(seed);
  return Array.from({ length: rows }, (_, row) => [
    disturb(
      row,
      50 + 20 * Math.sin((2 * Math.PI * row) / 288) + 4 * (random() - 0.5),
    ),
  ]);
}

function spikeAt(spike: number) {
  return (row: number, value: number) => (row === spike ? 150 : value);
}

/** A metric whose range never stops growing, so that more and more is new. */
function growing(rows: number): Row[] {
  const random = createRandom(4);
  return Array.from({ length: rows }, (_, row) => [
    -(random() ** 2) * 1.02 ** row,
  ]);
}

function flagged(rows: Iterable<Row>): number[] {
  return judgeRows(rows).flags.flatMap((flag, row) => (flag ? [row] : []));
}

const someRows = fc
  .integer({ min: 1, max: 4 })
  .chain(metrics =>
    fc.array(
      fc.array(
        fc.option(
          fc.oneof(
            fc.double({ min: -100, max: 100, noNaN: true }),
            fc.constantFrom(0, 5, 1e100, -1e100, 1e-300, 5e-324),
          ),
          { nil: undefined, freq: 10 },
        ),
        { minLength: metrics, maxLength: metrics },
      ),
      { minLength: 1, maxLength: 260 },
    ),
  );

describe('detectRow', () => {
  it('scores in [0, 1], and goes on from JSON as if it had never stopped, in 2 KiB a metric', () => {
    fc.assert(
      fc.property(someRows, rows => {
        let live: RowState | undefined;
        let stored: string | undefined;
        for (const row of rows) {
          const one = detectRow(live, row);
          const other = detectRow(stored && JSON.parse(stored), row);
          live = one.state;
          stored = other.state && JSON.stringify(other.state);
          expect(other.score).toBe(one.score);
          expect(other.isAnomaly).toBe(one.isAnomaly);
          expect(one.score).toBeGreaterThanOrEqual(0);
          expect(one.score).toBeLessThanOrEqual(1);
        }
        expect(live && JSON.stringify(live)).toBe(stored);
        expect((stored ?? '').length).toBeLessThanOrEqual(
          2_048 * rows[0].length,
        );
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it.each([
    ['one metric', wave(3_000, 1, spikeAt(2_000))],
    ['one that outgrows itself', growing(3_000)],
    ['a rig', createRig('two faults', 3).rows],
  ])(
    'stays within 2 KiB a metric, and below a score of 1, over a long series: %s',
    (_name, rows) => {
      let state: RowState | undefined;
      let largest = 0;
      let highest = 0;
      for (const row of rows) {
        const result = detectRow(state, row);
        state = result.state;
        largest = Math.max(largest, JSON.stringify(state).length);
        highest = Math.max(highest, result.score);
      }
      expect(highest).toBeGreaterThan(0.5);
      expect(highest).toBeLessThanOrEqual(1);
      expect(largest).toBeGreaterThan(400);
      expect(largest).toBeLessThanOrEqual(2_048 * rows[0].length);
    },
  );

  it('scores a row by earlier rows and itself only', () => {
    for (const rows of [wave(900, 2), createPump('cavitation', 1).rows]) {
      const whole = judgeRows(rows);
      const until = 600;
      const other = judgeRows([
        ...rows.slice(0, until),
        ...rows.slice(until).map(row => row.map(value => (value ?? 0) * 7 + 3)),
      ]);
      expect(other.scores.slice(0, until)).toEqual(
        whole.scores.slice(0, until),
      );
      expect(other.flags.slice(0, until)).toEqual(whole.flags.slice(0, until));
      expect(other.scores.slice(until)).not.toEqual(whole.scores.slice(until));
    }
  });

  it.each([
    [1_000, 0],
    [1e-6, 0],
    [1, 1_000],
    [-2.5, 40],
  ])(
    'flags the same rows in other units: times %d plus %d',
    (factor, shift) => {
      const change = (row: Row) =>
        row.map(value => value !== undefined && value * factor + shift);
      for (const rows of [
        wave(2_000, 3, (row, value) => (row === 1_500 ? 140 : value)),
        createRig('level', 4).rows,
      ]) {
        const flags = flagged(rows);
        expect(flags.length).toBeGreaterThan(0);
        expect(flagged(rows.map(change) as Row[])).toEqual(flags);
      }
    },
  );

  it('flags a spike and a drop once each, and little else', () => {
    let others = 0;
    for (let seed = 0; seed < 20; seed++) {
      const flags = flagged(
        wave(2_880, seed, (row, value) => {
          if (row >= 1_500 && row < 1_520) {
            return value + 60;
          }
          return row >= 2_200 && row < 2_230 ? -40 : value;
        }),
      );
      expect(flags).toEqual(expect.arrayContaining([1_500, 2_200]));
      others += flags.filter(row => row > 450).length - 2;
    }
    expect(others).toBeLessThanOrEqual(5);
  });

  it('flags no second row while it rests, and does not call a level that stays an incident again', () => {
    const flags = flagged(
      wave(3_000, 5, (row, value) => (row >= 1_500 ? value + 100 : value)),
    ).filter(row => row >= 1_500);
    expect(flags[0]).toBe(1_500);
    expect(flags.length).toBeLessThanOrEqual(3);
  });

  it('keeps a level fault flagged for as long as it lasts, and lets it go when it ends', () => {
    const random = createRandom(9);
    const rows = Array.from({ length: 3_400 }, (_, row) => {
      const shared = random() + random() - 1;
      const fault = row >= 400 && row < 2_900 ? 4 : 0;
      return [0, 1, 2, 3, 4].map(
        metric => shared + 0.7 * (random() - 0.5) + (metric < 3 ? fault : 0),
      );
    });
    const { flags } = judgeRows(rows);
    const share = (from: number, to: number) =>
      flags.slice(from, to).filter(Boolean).length / (to - from);
    expect(share(0, 400)).toBe(0);
    expect(share(410, 2_900)).toBe(1);
    expect(share(2_940, 3_400)).toBe(0);
  });

  it('reaches a row-level F1 of 0.72 on generated rigs and pumps, above a chart of T² and Q', () => {
    const runs = [
      ...RIG_KINDS.flatMap(kind => [
        createRig(kind, 901),
        createRig(kind, 902),
      ]),
      ...PUMP_FAULTS.flatMap(fault => [
        createPump(fault, 901),
        createPump(fault, 902),
      ]),
    ];
    const detector = rowFigures(
      runs.map(({ rows, faulty }) => ({ ...judgeRows(rows), faulty })),
    );
    const chart = rowFigures(
      runs.map(({ rows, faulty }) => ({
        ...principalComponentChart(rows, { normalRows: 350, smoothing: 0.1 }),
        faulty,
      })),
    );
    expect(detector.f1).toBeGreaterThan(0.72);
    expect(detector.f1).toBeGreaterThan(chart.f1 + 0.05);
    expect(detector.averagePrecision).toBeGreaterThan(
      (chart.averagePrecision ?? 1) + 0.05,
    );
  });

  it('follows plants over days, with missing values and slow causes: F1 of 0.66, above the chart', () => {
    const runs = [901, 902].map(seed => createPlant(12, seed));
    const detector = rowFigures(
      runs.map(({ rows, faulty }) => ({ ...judgeRows(rows), faulty })),
    );
    const chart = rowFigures(
      runs.map(({ rows, faulty }) => ({
        ...principalComponentChart(rows, { normalRows: 1_200, smoothing: 0.1 }),
        faulty,
      })),
    );
    expect(detector.f1).toBeGreaterThan(0.66);
    expect(detector.f1).toBeGreaterThan(chart.f1);
    expect(detector.falseAlarmShare).toBeLessThan(0.2);
  });

  it('goes on over missing values', () => {
    const gaps = wave(2_000, 6, (row, value) => (row === 1_800 ? 150 : value));
    const rows = gaps.map((row, index) =>
      index % 7 === 3 ? [undefined] : row,
    );
    expect(flagged(rows)).toContain(1_800);
    expect(detectRow(undefined, [undefined])).toEqual({
      state: undefined,
      score: 0,
      isAnomaly: false,
    });
    const run = createRig('level', 4);
    const thinned = run.rows.map((row, index) =>
      row.map((value, metric) =>
        (index + metric) % 5 === 0 ? undefined : value,
      ),
    );
    const { f1 } = rowFigures([{ ...judgeRows(thinned), faulty: run.faulty }]);
    expect(f1).toBeGreaterThan(0.7);
  });

  it('says nothing of metrics that never move', () => {
    for (const row of [[3], [3, 0, -1e100]]) {
      const { scores } = judgeRows(Array.from({ length: 400 }, () => row));
      expect(Math.max(...scores)).toBe(0);
    }
  });

  it('judges from the first row on when it starts from a profile', () => {
    const spike = wave(60, 8, (row, value) => (row === 40 ? 160 : value));
    expect(flagged(spike)).toEqual([]);
    const { state: known } = judgeRows(wave(1_440, 7));
    let state = known && startFromProfile(known);
    const flags: number[] = [];
    for (const [index, row] of spike.entries()) {
      const result = detectRow(state, row);
      state = result.state;
      flags.push(...(result.isAnomaly ? [index] : []));
    }
    expect(flags).toEqual([40]);
  });

  it.each([
    ['values', undefined, []],
    ['values', undefined, new Array(257).fill(1)],
    ['values', judgeRows([[1, 2]]).state, [1]],
    ['values', judgeRows([[1]]).state, [1, 2]],
    ['values[1]', undefined, [1, Number.NaN]],
    ['values[0]', undefined, [Number.POSITIVE_INFINITY]],
    ['values[0]', undefined, [1e101]],
  ])('refuses bad %s', (field, state, values) => {
    expect(() => detectRow(state, values)).toThrow(
      expect.objectContaining({ name: 'InputError', field }),
    );
  });
});
