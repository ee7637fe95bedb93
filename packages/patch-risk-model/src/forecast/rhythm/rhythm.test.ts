import fc from 'fast-check';
import { parseDay } from '../features/parseDay';
import { forecastFix, type FixForecastInput } from '../forecastFix';
import { fitRhythm } from './fitRhythm';
import { followRhythm } from './followRhythm';
import { monthOf } from './monthOf';
import { rhythmCell, RHYTHM_CELLS } from './rhythmCell';
import { shippedRhythm } from './shippedRhythm';
import { vendorRhythm } from './vendorRhythm';

const ABOUT = { version: '1', licence: 'any', attribution: 'ours' };
const SECOND_TUESDAY = 6;
const day = (text: string) => parseDay('day', text);

/** Second Tuesdays of some years. */
function secondTuesdays(from: number, to: number): string[] {
  const days: string[] = [];
  for (let each = day(`${from}-01-01`); each < day(`${to}-01-01`); each++) {
    if (rhythmCell(each) === SECOND_TUESDAY) {
      days.push(new Date(each * 86_400_000).toISOString().slice(0, 10));
    }
  }
  return days;
}

describe('days of a month', () => {
  it('have their weekday and its place', () => {
    expect(rhythmCell(day('2022-09-13'))).toBe(SECOND_TUESDAY);
    expect(rhythmCell(day('2026-11-01'))).toBe(6 * 5);
    expect(rhythmCell(day('2026-11-30'))).toBe(4);
    expect(rhythmCell(-1)).toBe(2 * 5 + 4);
    expect(monthOf(day('2026-12-31'))).toEqual({
      from: day('2026-12-01'),
      to: day('2027-01-01'),
    });
  });
});

describe('fitRhythm', () => {
  const releases = [
    ...secondTuesdays(2020, 2025).map(each => ({
      vendor: 'Acme AG',
      day: each,
    })),
    ...Array.from({ length: 300 }, (_, index) => ({
      vendor: `vendor ${index % 30}`,
      day: new Date((day('2024-01-01') + index) * 86_400_000)
        .toISOString()
        .slice(0, 10),
    })),
  ];

  it('finds the day of a vendor and gives the others that of all', () => {
    const model = fitRhythm(releases, ABOUT);
    expect(Object.keys(model.vendors)).toEqual(['acme']);
    const weights = vendorRhythm(model, 'ACME');
    const largest = Math.max(...weights);
    expect(weights.indexOf(largest)).toBe(SECOND_TUESDAY);
    // Not certain: the vendor is pulled towards all others.
    expect(weights[0]).toBeGreaterThan(0);
    expect(vendorRhythm(model, 'vendor 1')).toBe(model.overall);
    expect(vendorRhythm(model, undefined)).toBe(model.overall);
  });

  it('counts a day once for each vendor, however many advisories it brings', () => {
    expect(fitRhythm([...releases, ...releases], ABOUT)).toEqual(
      fitRhythm(releases, ABOUT),
    );
  });

  it('refuses what is no day, and nothing', () => {
    expect(() => fitRhythm([{ day: '3026-01-01' }], ABOUT)).toThrow('day');
    expect(() => fitRhythm([], ABOUT)).toThrow('releases');
  });
});

describe('followRhythm', () => {
  const cells = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), {
    minLength: RHYTHM_CELLS,
    maxLength: RHYTHM_CELLS,
  });

  it('never rises, stays within 0 and 1, and is the same at the end of each month', () => {
    fc.assert(
      fc.property(
        cells,
        fc.integer({ min: 12_000, max: 22_000 }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weights, fromDay, hazard, start) => {
          const survivalAt = (days: number) => start * Math.exp(-hazard * days);
          const stepped = followRhythm({ survivalAt, fromDay, weights });
          let before = start;
          const atMonthEnds: number[] = [];
          for (let days = 0; days <= 420; days++) {
            const now = stepped(days);
            expect(now).toBeGreaterThanOrEqual(0);
            expect(now).toBeLessThanOrEqual(before + 1e-12);
            atMonthEnds.push(
              ...(isFirst(fromDay + days + 1) ? [now - survivalAt(days)] : []),
            );
            before = now;
          }
          for (const difference of atMonthEnds) {
            expect(difference).toBeCloseTo(0, 12);
          }
          expect(atMonthEnds.length).toBeGreaterThan(12);
          expect(stepped(0)).toBeCloseTo(start, 12);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('steps on the days of release', () => {
    const weights = new Array(RHYTHM_CELLS).fill(0.001);
    weights[SECOND_TUESDAY] = 30;
    const fromDay = day('2026-11-20');
    const stepped = followRhythm({
      survivalAt: days => Math.exp(-0.01 * days),
      fromDay,
      weights,
    });
    const secondTuesday = day('2026-12-08') - fromDay;
    expect(stepped(secondTuesday - 1)).toBeCloseTo(Math.exp(-0.1), 3);
    expect(stepped(secondTuesday)).toBeCloseTo(Math.exp(-0.41), 3);
  });

  it('refuses weights that are none', () => {
    const survivalAt = () => 1;
    for (const weights of [[], new Array(RHYTHM_CELLS).fill(0)]) {
      expect(() => followRhythm({ survivalAt, fromDay: 1, weights })).toThrow(
        'rhythm',
      );
    }
  });
});

describe('forecastFix with the shipped rhythm', () => {
  const input: FixForecastInput = {
    vendor: 'Siemens',
    cwes: [],
    disclosedOn: '2026-10-13',
    asOf: '2026-11-20',
    state: 'none_available',
  };
  const both = (over: Partial<FixForecastInput>) => [
    forecastFix({ ...input, ...over }),
    forecastFix({ ...input, ...over }, { rhythm: shippedRhythm }),
  ];

  it('has weights of 35 cells above 0, and the days on which Siemens publishes', () => {
    for (const weights of [
      shippedRhythm.overall,
      ...Object.values(shippedRhythm.vendors).map(each => each.weights),
    ]) {
      expect(weights).toHaveLength(RHYTHM_CELLS);
      expect(Math.min(...weights)).toBeGreaterThan(0);
    }
    const siemens = vendorRhythm(shippedRhythm, 'Siemens');
    expect(siemens[SECOND_TUESDAY]).toBeGreaterThan(3 * siemens[5]);
  });

  it('moves late fixes within their month, and nothing else', () => {
    const [flat, stepped] = both({});
    expect(stepped.survival).not.toEqual(flat.survival);
    for (const [week, chance] of stepped.survival.entries()) {
      expect(Math.abs(chance - flat.survival[week])).toBeLessThan(0.05);
    }
    for (const state of ['available', 'no_fix_planned'] as const) {
      const [one, other] = both({ state });
      expect(other).toEqual(one);
    }
    const [one, other] = both({ state: 'announced', plannedFor: '2027-01-31' });
    expect(other).toEqual(one);
  });
});

function isFirst(each: number): boolean {
  return new Date(each * 86_400_000).getUTCDate() === 1;
}
