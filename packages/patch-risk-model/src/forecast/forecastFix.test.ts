import fc from 'fast-check';
import { forecastAdvisoryCase } from './fix/forecastAdvisoryCase';
import { lateSurvival } from './fix/lateSurvival';
import { shippedOtFixModel } from './fix/shippedOtFixModel';
import { forecastFix, type FixForecastInput } from './forecastFix';

const NONE_YET: FixForecastInput = {
  vendor: 'Siemens',
  product: 'SIMATIC S7-1500',
  cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  cwes: ['CWE-400'],
  disclosedOn: '2026-07-14',
  asOf: '2026-08-01',
  state: 'none_available',
};

describe('forecastFix', () => {
  it('has nothing to wait for when a fix is available', () => {
    const forecast = forecastFix({ ...NONE_YET, state: 'available' });
    expect(forecast.survival).toEqual(new Array(52).fill(0));
    expect(forecast).toMatchObject({
      basis: 'available',
      lower80Days: 0,
      medianDays: 0,
      upper80Days: 0,
    });
  });

  it('puts an announced fix around its date, and after it when it slips', () => {
    const forecast = forecastFix({
      ...NONE_YET,
      state: 'announced',
      plannedFor: '2026-10-10',
    });
    expect(forecast.basis).toBe('announced');
    expect(forecast.survival[6]).toBe(1);
    expect(forecast.lower80Days).toBe(71);
    expect(forecast.medianDays).toBe(89);
    expect(forecast.upper80Days).toBeGreaterThan(150);
    const overdue = forecastFix({
      ...NONE_YET,
      state: 'announced',
      plannedFor: '2026-01-10',
    });
    expect(overdue.survival[0]).toBeCloseTo(0.95, 12);
  });

  it('counts on a reversal of "no fix planned" in one case of a hundred', () => {
    const forecast = forecastFix({ ...NONE_YET, state: 'no_fix_planned' });
    expect(forecast.survival[51]).toBeGreaterThan(0.98);
    expect(forecast.survival[51]).toBeLessThan(1);
    expect(forecast.abstained).toMatch('plans no fix');
    expect(forecast.medianDays).toBeUndefined();
  });

  it('gives the late curve to a vendor that was followed', () => {
    const forecast = forecastFix(NONE_YET);
    expect(forecast.basis).toBe('model');
    expect(forecast.imputed).toEqual([]);
    expect(forecast.survival[51]).toBeGreaterThan(0.7);
    expect(forecast.survival[51]).toBeLessThan(0.99);
    expect(forecast.abstained).toMatch('beyond the horizon');
  });

  it('abstains from quantiles for a vendor that was not followed', () => {
    const forecast = forecastFix({ ...NONE_YET, vendor: 'Moxa' });
    expect(forecast.survival).toEqual(forecastFix(NONE_YET).survival);
    expect(forecast.imputed).toEqual(['vendor']);
    expect(forecast.abstained).toMatch('only for siemens');
    expect(forecast.medianDays).toBeUndefined();
  });

  it('mixes the fix at disclosure with later ones when nothing is said', () => {
    const forecast = forecastFix({ ...NONE_YET, state: 'unknown' });
    expect(forecast.survival[0]).toBeGreaterThan(0.05);
    expect(forecast.survival[0]).toBeLessThan(0.5);
    expect(forecast.medianDays).toBe(0);
    const stranger = forecastFix({
      ...NONE_YET,
      vendor: undefined,
      disclosedOn: undefined,
      state: 'unknown',
    });
    expect(stranger.basis).toBe('none');
    expect(stranger.imputed).toEqual(['vendor', 'disclosedOn']);
    expect(stranger.abstained).toMatch('population');
  });

  it('reads product words where nothing is said of a fix but a range is', () => {
    const withText = (productsAffectedText: string) =>
      forecastFix({ ...NONE_YET, state: 'unknown', productsAffectedText });
    const open = withText('SIMATIC S7-1500: All versions');
    const bounded = withText('SIMATIC S7-1500: All versions < V3.1');
    expect(bounded.survival[0]).toBeLessThan(0.3);
    expect(open.survival[0]).toBeGreaterThan(0.5);
    expect(open.terms.map(term => term.name)).toContain('own.all');
    let logOdds = 0;
    for (const term of open.terms) {
      logOdds += term.logOdds;
    }
    expect(1 / (1 + Math.exp(logOdds))).toBeGreaterThan(open.survival[0]);
    expect(withText('  ').survival).toEqual(
      forecastFix({ ...NONE_YET, state: 'unknown' }).survival,
    );
  });

  it('is on the day of disclosure what the model of OT advisories says of the case', () => {
    const asOf = NONE_YET.asOf;
    for (const vendor of ['Siemens', 'Moxa', 'Never Heard Of']) {
      const fixCase = {
        vendor,
        product: 'SIMATIC S7-1500',
        cve: 'CVE-2021-0001',
        cvssVector: NONE_YET.cvssVector,
        cwes: ['CWE-400'],
        sectors: ['Energy', 'Dams'],
        productsAffectedText: 'SIMATIC S7-1500: All versions',
      };
      const { survival } = forecastFix({
        ...fixCase,
        disclosedOn: asOf,
        asOf,
        state: 'unknown',
      });
      const days = survival.map((_, week) => 7 * (week + 1));
      const { fixedProbabilities } = forecastAdvisoryCase(
        { ...fixCase, ecosystem: 'ot-advisory', disclosed: asOf },
        { asOf, days },
      );
      for (const [week, probability] of fixedProbabilities.entries()) {
        expect(survival[week]).toBeCloseTo(1 - probability, 12);
      }
    }
  });

  it('withholds the quantiles that rest on late fixes of other vendors, and no others', () => {
    const of = (vendor: string, productsAffectedText: string) =>
      forecastFix({
        ...NONE_YET,
        vendor,
        state: 'unknown',
        productsAffectedText,
      });
    const bounded = of('Moxa', 'SIMATIC S7-1500: All versions < V3.1');
    expect(bounded).toMatchObject({
      lower80Days: 0,
      medianDays: 0,
      imputed: [],
    });
    const open = of('Moxa', 'SIMATIC S7-1500: All versions');
    expect(open.abstained).toMatch('no late fix of this vendor');
    expect(open.survival[51]).toBeGreaterThan(0.1);
    expect(open.upper80Days).toBeUndefined();
    expect(of('Siemens', 'SIMATIC S7-1500: All versions').abstained).toMatch(
      'beyond the horizon',
    );
    expect(of('Never Heard Of', 'Box: All versions').imputed).toEqual([
      'vendor',
    ]);
    const old = forecastFix({
      ...NONE_YET,
      state: 'unknown',
      disclosedOn: '2015-01-01',
      productsAffectedText: 'SIMATIC S7-1500: All versions',
    });
    expect(old.abstained).toMatch('never watched');
    // What nobody watched lowers no curve.
    let logOdds = 0;
    for (const term of old.terms) {
      logOdds += term.logOdds;
    }
    expect(old.survival[0] * (1 + Math.exp(logOdds))).toBeCloseTo(
      lateSurvival(shippedOtFixModel.late, 'siemens', 1_650 + 7),
      12,
    );
    const likely = of('Never Heard Of', 'Box: 3.1');
    expect(likely.survival[0]).toBeGreaterThan(0.1);
    expect(likely.survival[0]).toBeLessThan(0.5);
    expect(likely).toMatchObject({ lower80Days: 0, medianDays: 0 });
    expect(likely.upper80Days).toBeUndefined();
    expect(likely.abstained).toMatch('no late fix of this vendor');
  });

  it('treats an announcement without a date as no fix yet, and says so', () => {
    const forecast = forecastFix({ ...NONE_YET, state: 'announced' });
    expect(forecast.imputed).toEqual(['plannedFor']);
    expect(forecast.survival).toEqual(forecastFix(NONE_YET).survival);
  });

  it.each([
    ['plannedFor', { state: 'announced' as const, plannedFor: 'Q3 2026' }],
    ['plannedFor', { state: 'announced' as const, plannedFor: '3026-01-01' }],
    ['availableSince', { state: 'available' as const, availableSince: 'x' }],
    ['cvssVector', { state: 'unknown' as const, cvssVector: 'AV:N' }],
    ['asOf', { asOf: '' }],
  ])('refuses a bad %s', (field, change) => {
    expect(() => forecastFix({ ...NONE_YET, ...change })).toThrow(
      expect.objectContaining({ name: 'InputError', field }),
    );
  });

  it('never rises, and its quantiles are in order, for any input', () => {
    const day = fc
      .date({
        min: new Date('2000-01-01'),
        max: new Date('2026-08-01'),
        noInvalidDate: true,
      })
      .map(date => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.record(
          {
            vendor: fc.oneof(fc.string(), fc.constant('Siemens')),
            disclosedOn: day,
            productsAffectedText: fc.constantFrom(
              'Box: All versions',
              'Box: < 3.1',
            ),
            plannedFor: fc
              .date({
                min: new Date('2000-01-01'),
                max: new Date('2099-01-01'),
                noInvalidDate: true,
              })
              .map(date => date.toISOString().slice(0, 10)),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom(
          'available',
          'announced',
          'none_available',
          'no_fix_planned',
          'unknown',
        ),
        (input, state) => {
          const { survival, lower80Days, medianDays, upper80Days } =
            forecastFix({ ...input, cwes: [], asOf: '2026-08-01', state });
          let before = 1;
          for (const value of survival) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(before);
            before = value;
          }
          expect(lower80Days ?? 0).toBeLessThanOrEqual(medianDays ?? 364);
          expect(medianDays ?? 0).toBeLessThanOrEqual(upper80Days ?? 364);
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });
});
