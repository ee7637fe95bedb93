import fc from 'fast-check';
import {
  GroupScorer,
  anomalyLoss,
  attackVectorLogOdds,
  combineBeginHazards,
  defaultScoreTables,
  deploymentDelay,
  deviceImpact,
  deviceLoss,
  deviceReach,
  exploitedBeforePatchProbability,
  hitProbability,
  impactOf,
  lossInterval,
  lossOf,
  poolWithEpss,
  reachOf,
  riskIndex,
  waitPatchHazard,
} from '.';
import type { AttackVector, RiskBandName, UpdateChannel } from '.';

// The same cases in every run, so that a failure is one of the change at hand.
fc.configureGlobal({ seed: 20261121 });

const tables = defaultScoreTables;
const ROUNDING = 1e-12;
const chance = fc.double({ min: 0, max: 1, noNaN: true });
const curve = fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), {
  minLength: 52,
  maxLength: 52,
});
const survival = fc
  .array(chance, { minLength: 52, maxLength: 52 })
  .map(values => values.sort((one, other) => other - one));
const severities = fc.array(
  fc.constantFrom<RiskBandName>('critical', 'high', 'medium', 'low'),
  { maxLength: 5 },
);
const names = <T extends string>(table: Record<T, unknown>) =>
  Object.keys(table) as T[];
const orUnknown = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);

const deviceArbitrary = fc.record({
  exposure: orUnknown(...names(tables.reach.exposure)),
  purdueLevel: orUnknown(0, 1, 2, 3, 3.5, 4, 5),
  securityLevel: orUnknown(0, 1, 2, 3, 4),
  controls: fc.subarray(names(tables.reach.control)),
  anomalies: severities,
  criticality: orUnknown(...names(tables.impact.criticality)),
  safety: orUnknown(...names(tables.impact.safety)),
  updateChannel: orUnknown(...names(tables.deployment.channel)),
  windowsPerWeek: orUnknown(0, 1 / 13, 0.25, 1, 7),
});
type Device = typeof deviceArbitrary extends fc.Arbitrary<infer T> ? T : never;
const groupArbitrary = fc.record({
  members: fc.array(curve, { minLength: 1, maxLength: 4 }),
  fix: survival,
  attackVector: orUnknown(...names(tables.reach.attackVector)),
  cvssImpact: chance,
});
type Group = typeof groupArbitrary extends fc.Arbitrary<infer T> ? T : never;

const reachFor = (device: Device, vector: AttackVector | undefined) =>
  reachOf(
    tables.reach,
    deviceReach(tables.reach, device),
    attackVectorLogOdds(tables.reach, vector),
  );

/** L of a group on a device, from the inputs on. */
function groupLoss(device: Device, group: Group): number {
  return lossOf(
    hitProbability(
      combineBeginHazards(group.members),
      waitPatchHazard(
        group.fix,
        deploymentDelay(tables.deployment, device).components,
      ),
      reachFor(device, group.attackVector),
    ),
    impactOf(deviceImpact(tables.impact, device), group.cvssImpact),
  );
}

const lossFor = (device: Device, groups: readonly Group[]) =>
  deviceLoss(
    groups.map(group => groupLoss(device, group)),
    anomalyLoss(
      tables.anomaly,
      device.anomalies,
      deviceImpact(tables.impact, device),
    ),
  );

const fleet = fc.tuple(
  deviceArbitrary,
  fc.array(groupArbitrary, { minLength: 1, maxLength: 4 }),
);

describe('more danger never lowers the device', () => {
  it('when a finding joins a group, or a group the device', () => {
    fc.assert(
      fc.property(fleet, groupArbitrary, ([device, groups], more) => {
        const { loss } = lossFor(device, groups);
        const [first, ...others] = groups;
        const joined = {
          ...first,
          members: [...first.members, ...more.members],
        };
        expect(
          lossFor(device, [joined, ...others]).loss,
        ).toBeGreaterThanOrEqual(loss - ROUNDING);
        expect(lossFor(device, [...groups, more]).loss).toBeGreaterThanOrEqual(
          loss,
        );
      }),
    );
  });

  it('when exposure, level, criticality or safety rises, an anomaly comes or a control goes', () => {
    const ladders = {
      exposure: ['isolated', 'internal', 'dmz', 'internet'],
      criticality: ['low', 'medium', 'high', 'critical'],
      safety: ['none', 'indirect', 'direct'],
      purdueLevel: [0, 1, 2, 3, 3.5, 4, 5],
      securityLevel: [4, 3, 2, 1, 0],
      updateChannel: ['automatic', 'managed', 'vendor-portal', 'manual'],
      windowsPerWeek: [7, 1, 0.25, 1 / 13, 0],
    } as const;
    fc.assert(
      fc.property(
        // All inputs known: an unknown one is imputed from the others, whose change then moves it as well.
        fleet.filter(
          ([device]) =>
            device.exposure !== undefined &&
            device.purdueLevel !== undefined &&
            device.criticality !== undefined &&
            device.safety !== undefined,
        ),
        fc.constantFrom(...names(ladders)),
        fc.tuple(fc.nat(6), fc.nat(6)),
        ([device, groups], name, steps) => {
          const ladder = ladders[name];
          const at = (step: number) =>
            lossFor(
              {
                ...device,
                [name]: ladder[Math.min(step, ladder.length - 1)],
              },
              groups,
            ).loss;
          expect(at(Math.max(...steps))).toBeGreaterThanOrEqual(
            at(Math.min(...steps)) * (1 - ROUNDING) - 1e-15,
          );
          const { loss } = lossFor(device, groups);
          expect(
            lossFor({ ...device, controls: device.controls.slice(1) }, groups)
              .loss,
          ).toBeGreaterThanOrEqual(loss - 1e-15);
          const alarmed: Device = {
            ...device,
            anomalies: [...device.anomalies, 'high'],
          };
          expect(lossFor(alarmed, groups).loss).toBeGreaterThan(loss);
        },
      ),
    );
  });

  it('when exploitation becomes likelier in any week, or reach rises', () => {
    // Slow patching and even hazards, so that every week still counts for something.
    const level = fc.double({ min: 0.01, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(
        level,
        level,
        fc.tuple(level, level),
        fc.nat(51),
        level,
        (begin, patch, reaches, week, more) => {
          const raised = new Array(52).fill(begin);
          raised[week] += more;
          const p = (hazard: number[], reach: number) =>
            hitProbability(hazard, new Array(52).fill(patch), reach);
          const even = p(new Array(52).fill(begin), Math.min(...reaches));
          expect(p(raised, Math.min(...reaches))).toBeGreaterThan(even);
          expect(
            p(new Array(52).fill(begin), Math.max(...reaches)),
          ).toBeGreaterThanOrEqual(even - 1e-12);
        },
      ),
    );
  });

  it('when EPSS rises', () => {
    fc.assert(
      fc.property(curve, survival, chance, chance, (own, patch, one, other) => {
        const p = (epss: number) =>
          hitProbability(poolWithEpss(own, epss), patch, 0.1);
        expect(p(Math.max(one, other))).toBeGreaterThanOrEqual(
          p(Math.min(one, other)) - ROUNDING,
        );
        for (const value of poolWithEpss(own, one)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('an earlier fix', () => {
  it('never raises the device', () => {
    fc.assert(
      fc.property(fleet, survival, ([device, groups], other) => {
        const earlier = groups.map(group => ({
          ...group,
          fix: group.fix.map((value, week) => Math.min(value, other[week])),
        }));
        expect(lossFor(device, earlier).loss).toBeLessThanOrEqual(
          lossFor(device, groups).loss + ROUNDING,
        );
      }),
    );
  });
});

describe('the sum over groups', () => {
  it('is shared out exactly', () => {
    fc.assert(
      fc.property(fleet, ([device, groups]) => {
        const { loss, shares } = lossFor(device, groups);
        const anomalies = anomalyLoss(
          tables.anomaly,
          device.anomalies,
          deviceImpact(tables.impact, device),
        );
        const total = shares.reduce(
          (sum, share) => sum + share * loss,
          anomalies,
        );
        expect(Math.abs(total - loss)).toBeLessThanOrEqual(
          ROUNDING * Math.max(1, loss),
        );
        for (const [index, group] of groups.entries()) {
          expect(shares[index] * loss).toBeCloseTo(
            groupLoss(device, group),
            12,
          );
        }
      }),
    );
  });

  it('does not depend on the order of groups, nor of the findings in a group', () => {
    fc.assert(
      fc.property(fleet, ([device, groups]) => {
        const turned = groups.map(group => ({
          ...group,
          members: [...group.members].reverse(),
        }));
        const one = lossFor(device, groups);
        const other = lossFor(device, turned.reverse());
        expect(other.loss).toBeCloseTo(one.loss, 12);
        for (const [index, share] of [...other.shares].reverse().entries()) {
          expect(share).toBeCloseTo(one.shares[index], 12);
        }
      }),
    );
  });

  it('has an index in [0, 100] that never falls as L grows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (one, other) => {
          const low = riskIndex(Math.min(one, other));
          const high = riskIndex(Math.max(one, other));
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(100);
          expect(low).toBeLessThanOrEqual(high);
        },
      ),
    );
  });
});

describe('reach 1', () => {
  it('bounds the chance of a hit from above, for every device', () => {
    fc.assert(
      fc.property(fleet, ([device, groups]) => {
        for (const group of groups) {
          const begin = combineBeginHazards(group.members);
          const patch = waitPatchHazard(
            group.fix,
            deploymentDelay(tables.deployment, device).components,
          );
          const hit = hitProbability(
            begin,
            patch,
            reachFor(device, group.attackVector),
          );
          const bound = exploitedBeforePatchProbability(begin, patch);
          expect(hit).toBeGreaterThanOrEqual(0);
          expect(hit).toBeLessThanOrEqual(bound + ROUNDING);
          expect(bound).toBeLessThanOrEqual(1 + ROUNDING);
        }
      }),
    );
  });
});

describe('a missing input', () => {
  const values = {
    exposure: names(tables.reach.exposure),
    purdueLevel: [0, 1, 2, 3, 3.5, 4, 5],
    criticality: names(tables.impact.criticality),
    safety: names(tables.impact.safety),
    updateChannel: names(tables.deployment.channel),
  };

  it('never scores below the best case of its population, nor above the worst', () => {
    fc.assert(
      fc.property(
        fleet,
        fc.constantFrom(...names(values)),
        ([device, groups], name) => {
          const missing = lossFor(
            { ...device, [name]: undefined },
            groups,
          ).loss;
          const known = values[name].map(
            value => lossFor({ ...device, [name]: value }, groups).loss,
          );
          const slack = (loss: number) => 1e-9 * loss + 1e-15;
          expect(missing).toBeGreaterThanOrEqual(
            Math.min(...known) - slack(missing),
          );
          expect(missing).toBeLessThanOrEqual(
            Math.max(...known) + slack(missing),
          );
        },
      ),
    );
  });

  it('lies strictly above the best case where the values differ', () => {
    const device: Device = {
      exposure: 'internal',
      purdueLevel: 2,
      securityLevel: undefined,
      controls: [],
      anomalies: [],
      criticality: 'medium',
      safety: 'none',
      updateChannel: 'managed',
      windowsPerWeek: undefined,
    };
    const group: Group = {
      members: [new Array(52).fill(0.01)],
      fix: new Array(52).fill(0.5),
      attackVector: undefined,
      cvssImpact: 0.8,
    };
    for (const name of names(values)) {
      const known = values[name].map(value =>
        groupLoss({ ...device, [name]: value }, group),
      );
      expect([
        name,
        groupLoss({ ...device, [name]: undefined }, group) > Math.min(...known),
      ]).toEqual([name, true]);
    }
    const vectors = names(tables.reach.attackVector).map(attackVector =>
      groupLoss(device, { ...group, attackVector }),
    );
    expect(groupLoss(device, group)).toBeGreaterThan(Math.min(...vectors));
  });
});

describe('the plan and the interval', () => {
  it('leave the score as it is: wait does not know the plan, and the interval holds it', () => {
    const scorer = GroupScorer.create();
    fc.assert(
      fc.property(
        fleet,
        fc.integer({ min: 1, max: 60 }),
        ([device, [group]], planWeek) => {
          const channel: UpdateChannel = device.updateChannel ?? 'manual';
          const input = {
            begin: {
              key: JSON.stringify(group.members),
              values: combineBeginHazards(group.members),
            },
            fixSurvival: {
              key: JSON.stringify(group.fix),
              values: Float64Array.from(group.fix),
            },
            delay: {
              key: `${channel}${device.windowsPerWeek}`,
              components: deploymentDelay(tables.deployment, {
                ...device,
                updateChannel: channel,
              }).components,
            },
            planSuccess: 0.85,
            reach: reachFor(device, group.attackVector),
            impact: 0.5,
            spread: { hazard: 0.6, reach: 0.7, delay: 0.5, impact: 0 },
          };
          const { wait, drawLosses } = scorer.score(input);
          expect(scorer.score({ ...input, planWeek }).wait.loss).toBe(
            wait.loss,
          );
          const { low, high } = lossInterval(drawLosses, wait.loss);
          expect(low).toBeLessThanOrEqual(wait.loss);
          expect(high).toBeGreaterThanOrEqual(wait.loss);
        },
      ),
      { numRuns: 30 },
    );
  });
});
