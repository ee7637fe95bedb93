import * as fc from 'fast-check';
import { chanceByDay } from './chanceByDay';
import { dayOfChance } from './dayOfChance';
import { fitPooledFix } from './fitPooledFix';
import { fixCurve } from './fixCurve';
import type { PooledFixOptions } from './PooledFixOptions';
import type { PooledFixRow } from './PooledFixRow';
import { readPooledFixModel } from './readPooledFixModel';
import { truncationWeights } from './truncationWeights';

const OPTIONS: PooledFixOptions = {
  version: '0.0.0',
  asOfDay: 20_000,
  stretches: [0, 5],
  inversePenalty: 1,
  stretchPenaltyFactor: 2,
  hazardHalfLifeDays: 1000,
  poolHalfLifeDays: 1000,
  hazardShare: 0.5,
  unknownHazardShare: 0.3,
  intervalLevels: [0.1, 0.9],
  levels: [{ name: 'package', pooling: 5 }],
  leastFixes: 1,
};

/** Quick fixes of one package and slow ones of another, spread without chance. */
function rowsOf(count: number): PooledFixRow[] {
  return Array.from({ length: count }, (_, index) => {
    const isSlow = index % 2 === 1;
    const name = isSlow ? 'slow' : 'quick';
    return {
      startDay: 18_000 + index * 3,
      days: isSlow ? 100 + ((index * 37) % 200) : (index * 13) % 30,
      groups: [name],
      features: { [`package=${name}`]: 1 },
    };
  });
}

const ROWS = rowsOf(120);
const MODEL = fitPooledFix(ROWS, OPTIONS);
const caseOf = (name: string) => ({
  groups: [name],
  features: { [`package=${name}`]: 1 },
});

describe('fitPooledFix', () => {
  it('tells quick packages from slow ones, and puts an unknown one between with the widest interval', () => {
    const days = (name: string, level: number) =>
      dayOfChance(
        MODEL.edges,
        fixCurve(MODEL, caseOf(name)).fixedProbabilities,
        level,
      );
    expect(days('quick', 0.5)).toBeLessThan(30);
    expect(days('slow', 0.5)).toBeGreaterThan(100);
    const width = (name: string) => days(name, 0.9) - days(name, 0.1);
    expect(width('never seen')).toBeGreaterThan(width('quick'));
    expect(width('never seen')).toBeGreaterThan(width('slow'));
    expect(days('never seen', 0.5)).toBeGreaterThan(days('quick', 0.5));
    expect(days('never seen', 0.5)).toBeLessThan(days('slow', 0.5));
  });

  it('does not look at fixes after its last day', () => {
    const asOfDay = 18_200;
    const known = ROWS.filter(row => row.startDay + row.days <= asOfDay);
    const changed = ROWS.map(row =>
      row.startDay + row.days <= asOfDay ? row : { ...row, days: row.days + 7 },
    );
    const options = { ...OPTIONS, asOfDay };
    expect(known.length).toBeLessThan(ROWS.length);
    expect(fitPooledFix(ROWS, options)).toEqual(fitPooledFix(known, options));
    expect(fitPooledFix(changed, options)).toEqual(
      fitPooledFix(known, options),
    );
  });

  it('is the same after a round trip through JSON', () => {
    const again = readPooledFixModel(JSON.parse(JSON.stringify(MODEL)));
    expect(fixCurve(again, caseOf('slow'))).toEqual(
      fixCurve(MODEL, caseOf('slow')),
    );
  });

  it.each([
    ['formatVersion', { formatVersion: 2 }],
    ['edges', { edges: [0, 5, 5, 9] }],
    ['overall', { overall: [1, 2] }],
    ['hazardShare', { hazardShare: Number.NaN }],
    ['intervalLevels', { intervalLevels: [0.9, 0.1] }],
    [
      'levels.package.groups.curl',
      { levels: [{ name: 'package', pooling: 1, groups: { curl: [99, 1] } }] },
    ],
  ])('refuses a model with a wrong %s by name', (field, change) => {
    expect(() => readPooledFixModel({ ...MODEL, ...change })).toThrow(
      expect.objectContaining({ name: 'InputError', field }),
    );
  });

  it('names the row whose days are no number, and says when too few rows are left', () => {
    expect(() =>
      fitPooledFix([...ROWS, { ...ROWS[0], days: Number.NaN }], OPTIONS),
    ).toThrow(expect.objectContaining({ field: 'rows[120].days' }));
    expect(() => fitPooledFix(ROWS, { ...OPTIONS, asOfDay: 18_001 })).toThrow(
      /at least 20/,
    );
  });

  it('pools names that JavaScript gives to every object like any other', () => {
    const odd = ['__proto__', 'constructor', 'toString'];
    const model = fitPooledFix(
      [
        ...ROWS,
        ...odd.flatMap(name =>
          ROWS.slice(0, 5).map(row => ({ ...row, groups: [name] })),
        ),
      ],
      OPTIONS,
    );
    for (const name of odd) {
      expect(fixCurve(model, caseOf(name)).shares[0].share).toBeGreaterThan(
        0.3,
      );
      expect(fixCurve(MODEL, caseOf(name)).shares[0].share).toBe(0);
    }
  });
});

describe('a curve', () => {
  it('never falls, stays within [0, 1], and its days reach the chance that was asked for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('quick', 'slow', 'other'),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.integer({ min: -3, max: 4000 }),
        fc.integer({ min: 0, max: 400 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (name, value, day, step, level) => {
          const { fixedProbabilities } = fixCurve(MODEL, {
            groups: [name],
            features: { [`package=${name}`]: value },
          });
          const at = (on: number) =>
            chanceByDay(MODEL.edges, fixedProbabilities, on);
          expect(at(day)).toBeGreaterThanOrEqual(0);
          expect(at(day + step)).toBeLessThanOrEqual(1);
          expect(at(day + step)).toBeGreaterThanOrEqual(at(day));
          const first = dayOfChance(MODEL.edges, fixedProbabilities, level);
          expect(at(first)).toBeGreaterThanOrEqual(level - 1e-6);
          expect(first === 0 || at(first - 1) < level).toBe(true);
        },
      ),
    );
  });
});

describe('truncationWeights', () => {
  it('weighs all rows the same where every fix could be seen', () => {
    const rows = ROWS.map(({ days }) => ({
      days,
      followUpDays: 500,
      weight: 1,
    }));
    for (const weight of truncationWeights(rows)) {
      expect(weight).toBeCloseTo(1, 9);
    }
  });

  it('brings back the share of slow fixes that short follow-up hides', () => {
    const rows = [];
    for (let index = 0; index < 4000; index++) {
      const days = (index * 61) % 200;
      const followUpDays = (index * 17) % 400;
      if (days <= followUpDays) {
        rows.push({ days, followUpDays, weight: 1 });
      }
    }
    const weights = truncationWeights(rows);
    let slow = 0;
    let seenSlow = 0;
    for (const [index, { days }] of rows.entries()) {
      slow += days >= 100 ? weights[index] : 0;
      seenSlow += days >= 100 ? 1 : 0;
    }
    expect(seenSlow / rows.length).toBeLessThan(0.43);
    expect(slow / rows.length).toBeCloseTo(0.5, 1);
  });

  it('refuses a follow-up that ends before the fix', () => {
    expect(() =>
      truncationWeights([{ days: 5, followUpDays: 4, weight: 1 }]),
    ).toThrow(expect.objectContaining({ field: 'rows[0].followUpDays' }));
  });
});
