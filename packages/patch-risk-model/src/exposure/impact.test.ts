import fc from 'fast-check';
import { impactOf, readCvssVector } from '.';

const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('impact', () => {
  it('reads CVSS 2, 3 and 4 vectors', () => {
    expect(
      readCvssVector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'),
    ).toEqual({ impact: 1, attackVector: 'network' });
    expect(
      readCvssVector('CVSS:3.0/AV:A/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N').impact,
    ).toBeCloseTo(0.22 / 0.914816, 12);
    expect(readCvssVector('AV:N/AC:L/Au:N/C:C/I:C/A:C')).toEqual({
      impact: 1,
      attackVector: 'network',
    });
    expect(readCvssVector('(AV:L/AC:L/Au:N/C:P/I:N/A:N)').impact).toBeCloseTo(
      0.275 / (1 - 0.34 ** 3),
      12,
    );
    expect(
      readCvssVector(
        'CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:H/SA:H',
      ),
    ).toEqual({
      impact: expect.closeTo((1 - 0.44 ** 2) / (1 - 0.44 ** 3), 12),
      attackVector: 'physical',
    });
    expect(readCvssVector('nonsense')).toEqual({
      impact: undefined,
      attackVector: undefined,
    });
  });

  it('never falls with more of anything, within [0, 1]', () => {
    fc.assert(
      fc.property(
        chance,
        chance,
        chance,
        chance,
        (a, b, criticality, safety) => {
          const low = impactOf({ criticality, safety }, Math.min(a, b));
          const high = impactOf({ criticality, safety }, Math.max(a, b));
          expect(low).toBeLessThanOrEqual(high + 1e-15);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(
            impactOf({ criticality: 1, safety }, a),
          ).toBeGreaterThanOrEqual(
            impactOf({ criticality, safety }, a) - 1e-15,
          );
        },
      ),
    );
  });
});
