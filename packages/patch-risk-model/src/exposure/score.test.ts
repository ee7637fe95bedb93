import fc from 'fast-check';
import {
  GroupScorer,
  anomalyLoss,
  defaultScoreTables,
  deploymentDelay,
  deviceImpact,
  deviceLoss,
  hitProbability,
  lossAtIndex,
  lossInterval,
  lossOf,
  lossProbability,
  makeDraws,
  referenceDevice,
  riskBand,
  riskIndex,
  waitPatchHazard,
} from '.';
import type { GroupScoreInput } from '.';

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const tables = defaultScoreTables;

const groupInput: fc.Arbitrary<GroupScoreInput> = fc
  .record({
    hazard: fc.double({ min: 0, max: 0.2, noNaN: true }),
    fade: fc.double({ min: 0.5, max: 1, noNaN: true }),
    install: fc.double({ min: 0.001, max: 0.95, noNaN: true }),
    planWeek: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    reach: fc.double({ min: 0.00001, max: 0.5, noNaN: true }),
    impact: chance,
  })
  .map(({ hazard, fade, install, planWeek, reach, impact }) => ({
    begin: {
      key: `b${hazard}`,
      values: new Float64Array(52).fill(hazard),
    },
    fixSurvival: {
      key: `s${fade}`,
      values: Float64Array.from({ length: 52 }, (_, t) => fade ** (t + 1)),
    },
    delay: {
      key: `d${install}`,
      components: [{ weight: 1, weeklyHazard: install }],
    },
    planWeek,
    planSuccess: 0.85,
    reach,
    impact,
    spread: { hazard: 0.6, reach: 0.7, delay: 0.5, impact: 0 },
  }));

describe('a group', () => {
  it('has five factors that add up to p · impact minus the reference', () => {
    fc.assert(
      fc.property(groupInput, input => {
        const score = GroupScorer.create().score(input);
        const reference =
          hitProbability(
            referenceDevice.begin,
            waitPatchHazard(referenceDevice.fixSurvival, referenceDevice.delay),
            referenceDevice.reach,
          ) * referenceDevice.impact;
        const sum = score.factors.reduce((all, one) => all + one, 0);
        expect(
          Math.abs(
            sum - (score.wait.hitProbability * input.impact - reference),
          ),
        ).toBeLessThan(1e-12);
      }),
    );
  });

  it('gives the reference device nothing to explain', () => {
    const score = GroupScorer.create().score({
      begin: { key: 'b', values: referenceDevice.begin },
      fixSurvival: { key: 's', values: referenceDevice.fixSurvival },
      delay: { key: 'd', components: referenceDevice.delay },
      planSuccess: 0.85,
      reach: referenceDevice.reach,
      impact: referenceDevice.impact,
      spread: { hazard: 0.6, reach: 0.7, delay: 0.5, impact: 0 },
    });
    for (const factor of score.factors) {
      expect(Math.abs(factor)).toBeLessThan(1e-15);
    }
  });

  it('answers the same whether or not it was asked before', () => {
    const scorer = GroupScorer.create();
    fc.assert(
      fc.property(groupInput, input => {
        const first = scorer.score(input);
        expect(scorer.score(input)).toBe(first);
        expect(GroupScorer.create().score(input)).toEqual(first);
      }),
      { numRuns: 20 },
    );
  });

  it('never falls with more impact, and its draws lie around it', () => {
    fc.assert(
      fc.property(groupInput, chance, (input, other) => {
        const scorer = GroupScorer.create();
        const low = { ...input, impact: Math.min(input.impact, other) };
        const high = { ...input, impact: Math.max(input.impact, other) };
        expect(scorer.score(high).wait.loss).toBeGreaterThanOrEqual(
          scorer.score(low).wait.loss,
        );
        const score = scorer.score(high);
        const { low: l, high: h } = lossInterval(
          score.drawLosses,
          score.wait.loss,
        );
        expect(l).toBeLessThanOrEqual(score.wait.loss);
        expect(h).toBeGreaterThanOrEqual(score.wait.loss);
      }),
    );
  });

  it('widens its interval when an input is imputed', () => {
    const input: GroupScoreInput = {
      begin: { key: 'b', values: new Float64Array(52).fill(0.002) },
      fixSurvival: { key: 's', values: new Float64Array(52).fill(0.5) },
      delay: { key: 'd', components: [{ weight: 1, weeklyHazard: 0.1 }] },
      planSuccess: 0.85,
      reach: 0.01,
      impact: 0.5,
      spread: { hazard: 0.6, reach: 0.7, delay: 0.5, impact: 0 },
    };
    const width = (spread: GroupScoreInput['spread']) => {
      const score = GroupScorer.create().score({ ...input, spread });
      const { low, high } = lossInterval(score.drawLosses, score.wait.loss);
      return riskIndex(high) - riskIndex(low);
    };
    const base = width(input.spread);
    for (const factor of ['hazard', 'reach', 'delay', 'impact'] as const) {
      const { imputed } = tables.spread[factor];
      expect(width({ ...input.spread, [factor]: imputed })).toBeGreaterThan(
        base,
      );
    }
  });
});

describe('a device', () => {
  it('has shares that add up to one, and drops between 0 and its index', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-12, max: 20, noNaN: true }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.double({ min: 0, max: 0.7, noNaN: true }),
        (losses, anomaly) => {
          const device = deviceLoss(losses, anomaly);
          const sum = device.shares.reduce((all, one) => all + one, 0);
          expect(Math.abs(sum + anomaly / device.loss - 1)).toBeLessThan(1e-12);
          for (const drop of device.dropsIfFixed) {
            expect(drop).toBeGreaterThanOrEqual(0);
            expect(drop).toBeLessThanOrEqual(riskIndex(device.loss));
          }
        },
      ),
    );
  });

  it('has an index of 100 · (log10 L + 9) / 9 in [0.1, 100], and of 0 for L = 0 alone', () => {
    expect(riskIndex(0)).toBe(0);
    expect(riskIndex(Number.MIN_VALUE)).toBe(0.1);
    expect(riskIndex(1e-9)).toBe(0.1);
    expect(riskIndex(1e-8)).toBeCloseTo(11.1111111111, 9);
    expect(riskIndex(0.1)).toBeCloseTo(88.8888888889, 9);
    expect(riskIndex(1)).toBeCloseTo(100, 12);
    expect(riskIndex(1e9)).toBe(100);
    expect(riskIndex(lossAtIndex(35))).toBeCloseTo(35, 12);
    expect(lossProbability(lossOf(0.3, 0.5))).toBeCloseTo(0.15, 15);
    expect(Number.isFinite(lossOf(1, 1))).toBe(true);
    expect(
      [80, 79.9, 70, 69.9, 55, 54.9].map(i => riskBand(tables.bands, i)),
    ).toEqual(['critical', 'high', 'high', 'medium', 'medium', 'low']);
  });

  it('is raised by an open anomaly even without a finding', () => {
    const device = deviceImpact(tables.impact, {
      criticality: 'high',
      safety: 'none',
    });
    expect(anomalyLoss(tables.anomaly, [], device)).toBe(0);
    const one = anomalyLoss(tables.anomaly, ['high'], device);
    expect(one).toBeCloseTo(-Math.log(1 - 0.01 * 0.75), 12);
    expect(
      anomalyLoss(tables.anomaly, ['high', 'low'], device),
    ).toBeGreaterThan(one);
  });
});

describe('deployment delay', () => {
  it('takes windows before the channel, and the population where both are missing', () => {
    const known = deploymentDelay(tables.deployment, {
      windowsPerWeek: 0.25,
      updateChannel: 'managed',
    });
    expect(known.components).toEqual([
      { weight: 1, weeklyHazard: 1 - (1 - 0.75 * 0.95) ** 0.25 },
    ]);
    expect(known.imputed).toBe(false);
    const missing = deploymentDelay(tables.deployment, {});
    expect(missing.imputed).toBe(true);
    for (const [part, expected] of [0.588, 0.2375, 0.072, 0.036].entries()) {
      expect(missing.components[part].weeklyHazard).toBeCloseTo(expected, 12);
    }
  });
});

describe('draws', () => {
  it('are 64, the same every time, and mirrored', () => {
    const draws = makeDraws();
    expect(draws).toHaveLength(64);
    expect(makeDraws()).toEqual(draws);
    expect(draws[32].reach).toBe(-draws[0].reach);
    const mean = (of: (z: number) => number) =>
      draws.reduce((all, draw) => all + of(draw.hazard), 0) / 64;
    expect(mean(z => z)).toBeCloseTo(0, 12);
    expect(mean(z => z * z)).toBeGreaterThan(0.6);
    expect(mean(z => z * z)).toBeLessThan(1.5);
  });
});
