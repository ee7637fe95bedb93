import fc from 'fast-check';
import { announcedFixSurvival } from '../announcedFixSurvival';
import { forecastFix } from '../forecastFix';
import type { FixPromise } from './FixPromise';
import { promiseRecord } from './promiseRecord';
import { promiseSlippage } from './promiseSlippage';
import { DEFAULT_SLIPPAGE } from './SLIPPAGE';

const ASKED = { vendor: 'Acme', asOf: '2026-11-20' };

function promises(count: number, over: Partial<FixPromise>): FixPromise[] {
  return Array.from({ length: count }, () => ({
    vendor: 'Acme',
    announcedFor: '2026-01-01',
    seenUntil: '2026-11-01',
    ...over,
  }));
}

describe('promiseSlippage', () => {
  it('is the stated assumption where nothing is known', () => {
    expect(promiseSlippage([], ASKED)).toEqual(DEFAULT_SLIPPAGE);
  });

  it('rises with promises that were kept and falls with those that were not', () => {
    const kept = promiseSlippage(promises(10, { keptOn: '2026-01-05' }), ASKED);
    const broken = promiseSlippage(promises(10, {}), ASKED);
    expect(kept[1]).toBeGreaterThan(0.4);
    expect(broken[1]).toBeLessThan(0.05);
    expect(broken[2]).toBeLessThan(0.01);
    // What came before the stretch tells nothing of it.
    expect(kept[2]).toBe(DEFAULT_SLIPPAGE[2]);
  });

  it('pulls a vendor to all vendors, and all to the assumption', () => {
    const given = promises(10, { keptOn: '2026-01-05' });
    const own = promiseSlippage(given, ASKED)[1];
    const other = promiseSlippage(given, { ...ASKED, vendor: 'Other' })[1];
    const few = promiseSlippage(given.slice(0, 1), ASKED)[1];
    expect(own).toBeGreaterThan(other);
    expect(other).toBeGreaterThan(few);
    expect(few).toBeGreaterThan(DEFAULT_SLIPPAGE[1]);
  });

  it('uses nothing from after the day of the forecast', () => {
    const asOf = '2026-02-01';
    const later = promises(10, { keptOn: '2026-03-01' });
    const never = promises(10, {});
    expect(promiseSlippage(later, { ...ASKED, asOf })).toEqual(
      promiseSlippage(never, { ...ASKED, asOf }),
    );
    const toCome = promises(10, {
      announcedFor: '2026-12-24',
      seenUntil: '2027-11-01',
    });
    expect(promiseSlippage(toCome, ASKED)).toEqual(DEFAULT_SLIPPAGE);
  });

  it('refuses what is no day, and a fix from after the last look', () => {
    expect(() =>
      promiseSlippage(promises(2, { keptOn: 'soon' }), ASKED),
    ).toThrow('promises[0].keptOn');
    expect(() =>
      promiseSlippage(promises(2, { keptOn: '2026-11-02' }), ASKED),
    ).toThrow('after seenUntil');
    expect(() =>
      forecastFix(
        {
          cwes: [],
          asOf: ASKED.asOf,
          state: 'announced',
          plannedFor: '2026-12-01',
        },
        { promises: promises(1, { announcedFor: '3026-01-01' }) },
      ),
    ).toThrow('promises[0].announcedFor');
  });

  it('gives chances, and a curve that never rises', () => {
    const offset = fc.integer({ min: -300, max: 600 });
    const dayOf = (days: number) =>
      new Date(Date.UTC(2025, 0, 1) + days * 86_400_000)
        .toISOString()
        .slice(0, 10);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(offset, offset, fc.boolean()), { maxLength: 20 }),
        fc.integer({ min: -200, max: 200 }),
        (drawn, ahead) => {
          const slippage = promiseSlippage(
            drawn.map(([announced, seen, isKept]) => ({
              announcedFor: dayOf(announced),
              seenUntil: dayOf(seen),
              keptOn: isKept ? dayOf(seen) : undefined,
            })),
            ASKED,
          );
          for (const chance of slippage) {
            expect(chance).toBeGreaterThan(0);
            expect(chance).toBeLessThan(1);
          }
          let before = 1;
          for (let days = 0; days < 400; days += 7) {
            const now = announcedFixSurvival(ahead, days, slippage);
            expect(now).toBeLessThanOrEqual(before);
            before = now;
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('what was announced when', () => {
  it('counts no week before the announcement, and no announcement that is still to be made', () => {
    const kept = { keptOn: '2026-01-20' };
    const early = promiseSlippage(promises(10, kept), ASKED)[1];
    const late = promiseSlippage(
      promises(10, { ...kept, announcedOn: '2026-01-14' }),
      ASKED,
    )[1];
    expect(late).toBeGreaterThan(early);
    expect(
      promiseSlippage(promises(10, { ...kept, announcedOn: '2026-01-14' }), {
        ...ASKED,
        asOf: '2026-01-13',
      }),
    ).toEqual(DEFAULT_SLIPPAGE);
  });
});

describe('promiseRecord', () => {
  const record = [
    ...promises(2, { keptOn: '2025-12-20' }),
    ...promises(1, { keptOn: '2026-01-13' }),
    ...promises(1, { brokenOn: '2025-12-01', seenUntil: '2025-12-01' }),
    ...promises(1, {}),
    // Nobody looked again.
    ...promises(4, { seenUntil: '2025-12-30' }),
    ...promises(1, { vendor: 'Other', keptOn: '2026-01-01' }),
  ];

  it('counts what is known of a vendor, and of all', () => {
    expect(promiseRecord(record, ASKED)).toEqual({
      own: { due: 5, kept: 2, medianDelayDays: -12 },
      all: { due: 6, kept: 3, medianDelayDays: -6 },
    });
    expect(promiseRecord(record, { asOf: ASKED.asOf }).own).toEqual({
      due: 0,
      kept: 0,
    });
  });

  it('knows no outcome from after the day of the forecast', () => {
    const asOf = '2025-12-15';
    expect(promiseRecord(record, { ...ASKED, asOf }).own).toEqual({
      due: 1,
      kept: 0,
    });
  });
});
