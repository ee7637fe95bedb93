import fc from 'fast-check';
import {
  attackVectorLogOdds,
  defaultScoreTables,
  deviceReach,
  reachOf,
} from '.';

const tables = defaultScoreTables;

describe('reach', () => {
  const exposures = ['isolated', 'internal', 'dmz', 'internet'] as const;
  const reach = (input: Partial<Parameters<typeof deviceReach>[1]>) =>
    reachOf(
      tables.reach,
      deviceReach(tables.reach, { controls: [], anomalies: [], ...input }),
      attackVectorLogOdds(tables.reach, 'network'),
    );

  it('never falls with more exposure, never rises with a control or a higher security level', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 2, 3, 3.5, 4, 5, undefined),
        fc.nat(3),
        fc.nat(3),
        fc.constantFrom(
          ...(Object.keys(tables.reach.control) as ['segmentation']),
        ),
        fc.nat(3),
        (purdueLevel, one, other, control, securityLevel) => {
          const low = exposures[Math.min(one, other)];
          const high = exposures[Math.max(one, other)];
          const base = reach({ exposure: high, purdueLevel, securityLevel });
          expect(base).toBeGreaterThanOrEqual(
            reach({ exposure: low, purdueLevel, securityLevel }) -
              // The population's level belongs to the class it is imputed from.
              (purdueLevel === undefined ? 0.0005 : 0),
          );
          expect(base).toBeLessThanOrEqual(tables.reach.maximum);
          expect(
            reach({
              exposure: high,
              purdueLevel,
              securityLevel,
              controls: [control],
            }),
          ).toBeLessThan(base);
          expect(
            reach({
              exposure: high,
              purdueLevel,
              securityLevel: securityLevel + 1,
            }),
          ).toBeLessThan(base);
          expect(
            reach({
              exposure: high,
              purdueLevel,
              securityLevel,
              anomalies: ['low', 'high'],
            }),
          ).toBeGreaterThan(base);
        },
      ),
    );
  });

  it('takes the mean of its population, never the lowest value, where exposure is missing', () => {
    for (const purdueLevel of [0, 1, 2, 3, 3.5, 4, 5]) {
      const missing = reach({ purdueLevel });
      expect(missing).toBeGreaterThan(
        reach({ purdueLevel, exposure: 'isolated' }),
      );
      expect(missing).toBeLessThan(
        reach({ purdueLevel, exposure: 'internet' }),
      );
    }
    const device = deviceReach(tables.reach, { controls: [], anomalies: [] });
    expect(device.imputed).toBe(true);
    expect(device.notes.map(note => note.imputed)).toEqual([true, true]);
  });

  it('never falls with what the network shows, and is raised by it where that is more', () => {
    const class_ = fc.constantFrom(...exposures);
    const missing = fc.option(class_, { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 2, 3, 3.5, 4, 5, undefined),
        missing,
        missing,
        fc.nat(3),
        fc.array(fc.double({ min: 0.0001, max: 0.5, noNaN: true }), {
          minLength: 4,
          maxLength: 4,
        }),
        (purdueLevel, exposure, derived, more, values) => {
          const sorted = [...values].sort((one, other) => one - other);
          const own = structuredClone(tables.reach);
          for (const [position, name] of exposures.entries()) {
            own.exposure[name].value = sorted[position];
          }
          for (const reachTables of [tables.reach, own]) {
            const of = (derivedExposure?: (typeof exposures)[number]) =>
              deviceReach(reachTables, {
                controls: [],
                anomalies: [],
                purdueLevel,
                exposure,
                derivedExposure,
              }).logOdds;
            const at = derived === undefined ? -1 : exposures.indexOf(derived);
            const higher = exposures[Math.max(at, more)];
            expect(of(derived)).toBeGreaterThanOrEqual(of());
            // Where the level is missing, its mean belongs to the class that counts.
            const slack = purdueLevel === undefined ? 1 : 0;
            expect(of(higher) + slack).toBeGreaterThanOrEqual(of(derived));
          }
        },
      ),
    );
    const raised = deviceReach(tables.reach, {
      controls: [],
      anomalies: [],
      purdueLevel: 2,
      exposure: 'isolated',
      derivedExposure: 'internet',
    });
    expect(
      raised.notes.slice(0, 3).map(({ input, value }) => [input, value]),
    ).toEqual([
      ['exposure', 'internet: 0.03'],
      ['declaredExposure', 'isolated: 0.0004'],
      ['derivedExposure', 'internet: 0.03'],
    ]);
    // The unknown is not made safer by little that was seen.
    expect(reach({ purdueLevel: 3.5, derivedExposure: 'internal' })).toBe(
      reach({ purdueLevel: 3.5 }),
    );
  });

  it('leaves a finite weekly chance for an exploited flaw on the internet', () => {
    expect(
      reach({
        exposure: 'internet',
        purdueLevel: 5,
        anomalies: ['critical'],
      }),
    ).toBeLessThanOrEqual(0.5);
  });

  it('has populations whose weights add up to one', () => {
    const populations = [
      ...Object.values(tables.reach.exposurePopulation),
      tables.reach.attackVectorPopulation,
      tables.impact.criticalityPopulation,
      ...Object.values(tables.impact.safetyPopulation),
      tables.deployment.channelPopulation,
    ];
    for (const weights of populations) {
      const sum = Object.values(weights).reduce((all, one) => all + one, 0);
      expect(sum).toBeCloseTo(1, 12);
    }
  });
});
