import fc from 'fast-check';
import {
  GroupScorer,
  anomalyLoss,
  combineBeginHazards,
  deploymentDelay,
  deviceImpact,
  lossInterval,
  riskIndex,
} from '.';
import type { UpdateChannel } from '.';
import {
  tables,
  ROUNDING,
  names,
  reachFor,
  groupLoss,
  lossFor,
  fleet,
  type Device,
  type Group,
} from './__testUtils__/fleetCases';

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
