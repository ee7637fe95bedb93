import * as fc from 'fast-check';
import type { FixCase } from '../cases/FixCase';
import { explainBackportCase } from './explainBackportCase';
import { forecastBackportCase } from './forecastBackportCase';

const asOf = '2026-08-01';

const backport = (change: Partial<FixCase> = {}): FixCase => ({
  ecosystem: 'openembedded',
  cve: 'CVE-2025-5000',
  product: 'qemu',
  upstreamFixed: '2025-02-01',
  cwes: [],
  sectors: [],
  productsAffectedText: 'branch: kirkstone; category: recipes-devtools',
  ...change,
});

const widthOf = (fixCase: FixCase) => {
  const { lower80Days = 0, upper80Days = 0 } = forecastBackportCase(fixCase, {
    asOf,
  });
  return upper80Days - lower80Days;
};

const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom('__proto__', 'constructor', '=1+1', 'branch:', ';;:;', 'NaN'),
);

describe('forecastBackportCase', () => {
  it('gives chances that never fall, within [0, 1], and days in order, whatever the words are', () => {
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.integer({ min: 0, max: 40_000 }),
        (product, cve, productsAffectedText, day) => {
          const upstreamFixed = new Date(Date.UTC(1981, 0, 1 + day))
            .toISOString()
            .slice(0, 10);
          const forecast = forecastBackportCase(
            backport({ product, cve, productsAffectedText, upstreamFixed }),
            { asOf },
          );
          let before = 0;
          for (const chance of forecast.fixedProbabilities) {
            expect(chance).toBeGreaterThanOrEqual(before);
            expect(chance).toBeLessThanOrEqual(1);
            before = chance;
          }
          const { lower80Days, medianDays, upper80Days } = forecast;
          expect(lower80Days).toBeLessThanOrEqual(medianDays ?? Number.NaN);
          expect(medianDays).toBeLessThanOrEqual(upper80Days ?? Number.NaN);
        },
      ),
    );
  });

  it('gives the six days of the contract, or those that are asked for', () => {
    const { fixedProbabilities } = forecastBackportCase(backport(), { asOf });
    expect(fixedProbabilities).toHaveLength(6);
    const { fixedProbabilities: asked } = forecastBackportCase(backport(), {
      asOf,
      days: [30, 90],
    });
    expect(asked).toEqual(fixedProbabilities.slice(2, 4));
  });

  it('says that it has no evidence of an unknown recipe, with numbers and a wider interval than most', () => {
    const unknown = backport({ product: 'no-such-recipe' });
    const forecast = forecastBackportCase(unknown, { asOf });
    expect(forecast.abstained).toMatch(/no backport of this recipe is known/);
    expect(forecast.medianDays).toBeGreaterThan(0);
    const known = ['qemu', 'curl', 'openssl', 'binutils', 'busybox', 'glibc'];
    for (const product of known) {
      expect(
        forecastBackportCase(backport({ product }), { asOf }),
      ).not.toHaveProperty('abstained');
    }
    const narrower = known.filter(
      product => widthOf(backport({ product })) < widthOf(unknown),
    );
    expect(narrower.length).toBeGreaterThan(known.length / 2);
  });

  it('abstains without the day of the upstream fix or the recipe, and still gives numbers', () => {
    for (const [change, reason] of [
      [
        { upstreamFixed: undefined },
        'the day of the upstream fix is not known',
      ],
      [{ product: undefined }, 'the recipe is not named'],
    ] as const) {
      const forecast = forecastBackportCase(backport(change), { asOf });
      expect(forecast.abstained).toBe(reason);
      expect(forecast.medianDays).toBeGreaterThan(0);
    }
  });

  it('waits for a branch that is released after the fix, and for a CVE that is numbered after it', () => {
    const median = (change: Partial<FixCase>) =>
      forecastBackportCase(backport(change), { asOf }).medianDays ?? Number.NaN;
    expect(
      median({
        productsAffectedText: 'branch: wrynose; category: recipes-devtools',
      }),
    ).toBeGreaterThan(
      median({
        productsAffectedText: 'branch: kirkstone; category: recipes-devtools',
      }),
    );
    expect(median({ cve: 'CVE-2026-5000' })).toBeGreaterThan(
      median({ cve: 'CVE-2025-5000' }),
    );
  });

  it.each([
    ['upstreamFixed', { upstreamFixed: '3026-01-01' }],
    ['upstreamFixed', { upstreamFixed: '2025-02-30' }],
    ['upstreamFixed', { upstreamFixed: 'NaN' }],
    ['ecosystem', { ecosystem: 'almalinux' }],
  ] as const)('refuses a wrong %s by name', (field, change) => {
    expect(() => forecastBackportCase(backport(change), { asOf })).toThrow(
      expect.objectContaining({ name: 'InputError', field }),
    );
  });

  it('refuses an as-of that is no day', () => {
    expect(() =>
      forecastBackportCase(backport(), { asOf: 'yesterday' }),
    ).toThrow(expect.objectContaining({ field: 'asOf' }));
  });

  it("explains itself by log-odds and the recipe's own share", () => {
    const { shares, stretches, hazardShare } = explainBackportCase(backport());
    expect(hazardShare).toBeGreaterThan(0);
    expect(shares.map(({ level, group }) => [level, group])).toEqual([
      ['category', 'devtools'],
      ['recipe', 'qemu'],
    ]);
    expect(shares[1].share).toBeGreaterThan(0);
    expect(shares[1].share).toBeLessThan(1);
    expect(stretches[0].terms.map(({ name }) => name)).toContain('recipe=qemu');
  });
});
