import * as fc from 'fast-check';
import type { FixCase } from '../cases/FixCase';
import { daysUntilMinorRelease } from './daysUntilMinorRelease';
import { explainErratumCase } from './explainErratumCase';
import { forecastErratumCase } from './forecastErratumCase';

const asOf = '2026-08-01';

const erratum = (change: Partial<FixCase> = {}): FixCase => ({
  ecosystem: 'almalinux',
  cve: 'CVE-2024-5000',
  vendor: 'Mozilla',
  product: 'firefox',
  disclosed: '2024-07-09',
  cwes: [],
  sectors: [],
  productsAffectedText: 'release: almalinux9',
  ...change,
});

const forecast = (change: Partial<FixCase> = {}) =>
  forecastErratumCase(erratum(change), { asOf });

const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom('__proto__', 'constructor', '=1+1', 'release:', ';;:;'),
);

describe('forecastErratumCase', () => {
  it('gives chances that never fall, within [0, 1], and days in order, whatever the words are', () => {
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.integer({ min: 0, max: 43_000 }),
        (product, vendor, productsAffectedText, day) => {
          const disclosed = new Date(Date.UTC(1981, 0, 1 + day))
            .toISOString()
            .slice(0, 10);
          const { fixedProbabilities, lower80Days, medianDays, upper80Days } =
            forecast({ product, vendor, productsAffectedText, disclosed });
          let before = 0;
          for (const chance of fixedProbabilities) {
            expect(chance).toBeGreaterThanOrEqual(before);
            expect(chance).toBeLessThanOrEqual(1);
            before = chance;
          }
          expect(lower80Days).toBeLessThanOrEqual(medianDays ?? Number.NaN);
          expect(medianDays).toBeLessThanOrEqual(upper80Days ?? Number.NaN);
        },
      ),
    );
  });

  it('knows browsers as quick and the kernel as slow, by package, by its variants and by the names of CVE records', () => {
    const { medianDays: browser = Number.NaN } = forecast();
    for (const kernel of [
      { product: 'kernel', vendor: undefined },
      { product: 'kernel-rt', vendor: 'Linux' },
      { product: 'bpftool', vendor: undefined },
      { product: 'Linux', vendor: 'Linux' },
    ]) {
      expect(forecast(kernel).medianDays).toBeGreaterThan(browser + 30);
    }
    expect(forecast({ product: 'mysql:8.0' })).toEqual(
      forecast({ product: 'MySQL' }),
    );
  });

  it('falls back to the vendor, then says that it has no evidence, with a wider interval', () => {
    const byVendor = forecast({ product: 'no such product' });
    expect(byVendor).not.toHaveProperty('abstained');
    const unknown = forecast({ product: 'no such product', vendor: 'Nobody' });
    expect(unknown.abstained).toMatch(/no erratum of this product or vendor/);
    const width = ({ lower80Days = 0, upper80Days = 0 }: typeof unknown) =>
      upper80Days - lower80Days;
    expect(width(unknown)).toBeGreaterThan(width(forecast()));
    expect(width(byVendor)).toBeGreaterThan(width(forecast()));
  });

  it('abstains without a day of disclosure, and still gives numbers', () => {
    const { abstained, medianDays } = forecast({ disclosed: undefined });
    expect(abstained).toBe('the day of disclosure is not known');
    expect(medianDays).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['disclosed', { disclosed: '3026-01-01' }],
    ['disclosed', { disclosed: '01.02.2024' }],
    ['ecosystem', { ecosystem: 'openembedded' }],
  ] as const)('refuses a wrong %s by name', (field, change) => {
    expect(() => forecast(change)).toThrow(
      expect.objectContaining({ name: 'InputError', field }),
    );
  });

  it('explains itself by log-odds and the shares of product and vendor', () => {
    const { shares, stretches } = explainErratumCase(erratum());
    expect(shares.map(({ level }) => level)).toEqual(['vendor', 'product']);
    expect(shares[1].share).toBeGreaterThan(0.5);
    expect(stretches[0].terms.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['product=firefox', 'vendor=mozilla']),
    );
  });
});

describe('daysUntilMinorRelease', () => {
  it.each([
    ['2024-05-15', 0],
    ['2024-05-16', 180],
    ['2024-11-13', 183],
    ['2024-01-01', 135],
  ])('counts from %s', (day, days) => {
    expect(daysUntilMinorRelease(Date.parse(day) / 86_400_000)).toBe(days);
  });
});
