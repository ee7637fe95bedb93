import fc from 'fast-check';
import type { FixCase } from '../cases/FixCase';
import { explainAdvisoryCase } from './explainAdvisoryCase';
import { forecastAdvisoryCase } from './forecastAdvisoryCase';

const asOf = '2024-06-01';
const days = [0, 1, 7, 8, 30, 90, 180, 365, 1000, 5000];

const text = fc.oneof(
  fc.constant(undefined),
  fc.string(),
  fc.constantFrom(
    'All versions',
    'vers:all/<V3.3.4',
    'SIMATIC S7-1500: All versions; Other: < 2.1',
    'Versions 2.6 and prior',
    '=HYPERLINK("x"): <1',
  ),
);
const anyCase: fc.Arbitrary<FixCase> = fc.record({
  ecosystem: fc.constant('ot-advisory' as const),
  cve: fc.constantFrom(undefined, 'CVE-2017-1', 'CVE-2024-12345', 'x'),
  vendor: fc.oneof(
    fc.constantFrom(undefined, 'Siemens', 'Schneider Electric', '__proto__'),
    fc.string(),
  ),
  product: fc.oneof(
    fc.constantFrom(undefined, 'SIMATIC S7-1500', 'simatic s7 1500'),
    fc.string(),
  ),
  disclosed: fc.constantFrom(
    undefined,
    '2018-01-01',
    '2024-05-05',
    '2090-01-01',
  ),
  cvssVector: fc.constantFrom(
    undefined,
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'AV:N/AC:L/Au:N/C:P/I:P/A:P',
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  ),
  cwes: fc.subarray(['CWE-79', 'CWE-787', 'nonsense']),
  sectors: fc.subarray(['Energy', 'Dams']),
  productsAffectedText: text,
});

describe('the fix forecast of an OT advisory', () => {
  it('never falls with time, and lies in [0, 1]', () => {
    fc.assert(
      fc.property(anyCase, fixCase => {
        const { fixedProbabilities, lower80Days, medianDays, upper80Days } =
          forecastAdvisoryCase(fixCase, { asOf, days });
        let before = 0;
        for (const chance of fixedProbabilities) {
          expect(chance).toBeGreaterThanOrEqual(before);
          expect(chance).toBeLessThanOrEqual(1);
          before = chance;
        }
        expect(lower80Days ?? Infinity).toBeLessThanOrEqual(
          medianDays ?? Infinity,
        );
        expect(medianDays ?? Infinity).toBeLessThanOrEqual(
          upper80Days ?? Infinity,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is explained by log-odds that add up to the chance at disclosure', () => {
    fc.assert(
      fc.property(anyCase, fixCase => {
        const [atOnce] = forecastAdvisoryCase(fixCase, {
          asOf,
        }).fixedProbabilities;
        let logOdds = 0;
        for (const term of explainAdvisoryCase(fixCase, { asOf })) {
          logOdds += term.logOdds;
        }
        expect(Math.abs(1 / (1 + Math.exp(-logOdds)) - atOnce)).toBeLessThan(
          1e-9,
        );
      }),
    );
  });

  const siemens: FixCase = {
    ecosystem: 'ot-advisory',
    vendor: 'Siemens',
    product: 'SIMATIC S7-1500',
    disclosed: '2024-05-14',
    cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    cwes: ['CWE-79'],
    sectors: [],
  };

  it('reads the range of the product, not of its neighbour', () => {
    const chance = (productsAffectedText: string) =>
      forecastAdvisoryCase({ ...siemens, productsAffectedText }, { asOf })
        .fixedProbabilities[0];
    const open = 'SIMATIC S7-1500: All versions; Other: All versions < V3';
    const fixed = 'SIMATIC S7-1500: All versions < V3; Other: All versions';
    expect(chance(fixed)).toBeGreaterThan(0.7);
    expect(chance(open)).toBeLessThan(0.4);
  });

  it('gives days where they are known, and a reason where they are not', () => {
    const sure = forecastAdvisoryCase(
      { ...siemens, productsAffectedText: '< V3.1' },
      { asOf },
    );
    expect(sure).toMatchObject({ lower80Days: 0, medianDays: 0 });
    const open = forecastAdvisoryCase(
      { ...siemens, vendor: 'Nobody', productsAffectedText: 'All versions' },
      { asOf },
    );
    expect(open.abstained).toContain('no late fix of this vendor');
    expect(open.fixedProbabilities).toHaveLength(6);
  });

  it('refuses what is no vector or no day', () => {
    expect(() =>
      forecastAdvisoryCase({ ...siemens, cvssVector: 'CVSS:9' }, { asOf }),
    ).toThrow('cvssVector');
    expect(() =>
      forecastAdvisoryCase({ ...siemens, disclosed: '3026-01-01' }, { asOf }),
    ).toThrow('disclosed');
    expect(() => forecastAdvisoryCase(siemens, { asOf: 'today' })).toThrow(
      'asOf',
    );
  });
});
