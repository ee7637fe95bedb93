import fc from 'fast-check';
import {
  defaultScoreTables,
  delayMass,
  deploymentDelay,
  deploymentTables,
  hitProbability,
  installationHazard,
  pooledChance,
  waitPatchHazard,
} from '.';
import type { DeploymentHistory } from '.';

const { deployment } = defaultScoreTables;
const chance = fc.double({ min: 0, max: 1, noNaN: true });
const channels = ['automatic', 'managed', 'vendor-portal', 'manual'] as const;
const history: DeploymentHistory = {
  windows: 200,
  windowsUsed: 40,
  weeks: 0,
  weeksUsed: 0,
  installations: 40,
  failures: 20,
};

describe('installation that may fail', () => {
  it('agrees with a walk over single windows in which what fails is tried again', () => {
    fc.assert(
      fc.property(chance, chance, fc.nat(6), (tried, failure, windows) => {
        // States: waiting for a try, failed and waiting again, done.
        let waiting = 1;
        let failed = 0;
        for (let window = 0; window < windows; window++) {
          const tries = (waiting + failed) * tried;
          failed = failed * (1 - tried) + tries * failure;
          waiting *= 1 - tried;
        }
        expect(
          installationHazard({
            triedProbability: tried,
            failureProbability: failure,
            chancesPerWeek: windows,
          }),
        ).toBeCloseTo(1 - waiting - failed, 12);
      }),
    );
  });

  it('never comes sooner, nor lowers the risk, with more failures, fewer windows or fewer tries', () => {
    fc.assert(
      fc.property(
        fc.tuple(chance, chance),
        fc.tuple(chance, chance),
        fc.tuple(chance, chance).map(pair => pair.map(value => 7 * value)),
        (tries, failures, windows) => {
          const worse = installationHazard({
            triedProbability: Math.min(...tries),
            failureProbability: Math.max(...failures),
            chancesPerWeek: Math.min(...windows),
          });
          const better = installationHazard({
            triedProbability: Math.max(...tries),
            failureProbability: Math.min(...failures),
            chancesPerWeek: Math.max(...windows),
          });
          expect(worse).toBeGreaterThanOrEqual(0);
          expect(better).toBeLessThanOrEqual(1);
          expect(better).toBeGreaterThanOrEqual(worse);
          const risk = (weeklyHazard: number) =>
            hitProbability(
              new Array(52).fill(0.01),
              waitPatchHazard(new Array(52).fill(0.3), [
                { weight: 1, weeklyHazard },
              ]),
              0.1,
            );
          expect(risk(better)).toBeLessThanOrEqual(risk(worse) + 1e-12);
        },
      ),
    );
  });

  it('is what every delay rests on, with and without windows', () => {
    for (const updateChannel of channels) {
      const failure = deployment.failure[updateChannel].value;
      for (const windowsPerWeek of [undefined, 0.25, 1]) {
        const [{ weeklyHazard }] = deploymentDelay(deployment, {
          updateChannel,
          windowsPerWeek,
        }).components;
        const tried = (
          windowsPerWeek === undefined
            ? deployment.channel
            : deployment.windowUse
        )[updateChannel].value;
        expect(weeklyHazard).toBeCloseTo(
          Math.min(
            0.95,
            1 - Math.pow(1 - tried * (1 - failure), windowsPerWeek ?? 1),
          ),
          12,
        );
      }
    }
  });

  it('has installed half of the devices when the tables say so', () => {
    const weeks = { managed: 3, 'vendor-portal': 10, manual: 19 };
    for (const [updateChannel, half] of Object.entries(weeks)) {
      const mass = delayMass(
        deploymentDelay(deployment, {
          updateChannel: updateChannel as 'managed',
        }).components,
      );
      const done = (count: number) =>
        mass.slice(0, count).reduce((sum, part) => sum + part, 0);
      expect(done(half)).toBeGreaterThanOrEqual(0.5);
      expect(done(half - 2)).toBeLessThan(0.5);
    }
  });
});

describe('own history', () => {
  it('moves from the stated chance to the share that was seen, and never past it', () => {
    fc.assert(
      fc.property(
        chance,
        fc.nat(1000),
        chance,
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (stated, trials, share, weight) => {
          const events = Math.round(trials * share);
          const pooled = pooledChance({
            chance: stated,
            weight,
            events,
            trials,
          });
          const seen = trials > 0 ? events / trials : stated;
          expect(pooled).toBeGreaterThanOrEqual(Math.min(stated, seen) - 1e-12);
          expect(pooled).toBeLessThanOrEqual(Math.max(stated, seen) + 1e-12);
          const more = pooledChance({
            chance: stated,
            weight,
            events: events * 100,
            trials: trials * 100,
          });
          expect(Math.abs(more - seen)).toBeLessThanOrEqual(
            Math.abs(pooled - seen) + 1e-12,
          );
        },
      ),
    );
  });

  it('changes the channel that it is of, says so, and leaves the rest as delivered', () => {
    const own = deploymentTables(deployment, { manual: history });
    expect(own.failure.manual.value).toBeCloseTo((0.1 * 20 + 20) / 60, 12);
    expect(own.windowUse.manual.value).toBeCloseTo((0.4 * 20 + 40) / 220, 12);
    expect(own.failure.manual.source).toMatch(/20 of 40/);
    expect(own.channel.manual).toBe(deployment.channel.manual);
    expect(own.failure.managed).toBe(deployment.failure.managed);
    expect(deploymentTables(deployment, {})).toEqual(deployment);
    const hazardOf = (tables: typeof deployment) =>
      deploymentDelay(tables, { updateChannel: 'manual', windowsPerWeek: 0.25 })
        .components[0].weeklyHazard;
    expect(hazardOf(own)).toBeLessThan(hazardOf(deployment));
  });

  it('refuses counts that cannot be, by name', () => {
    expect(() =>
      deploymentTables(deployment, { manual: { ...history, failures: 41 } }),
    ).toThrow(/events.*41.*from 0 to 40/);
    expect(() =>
      deploymentTables(deployment, { manual: { ...history, windows: NaN } }),
    ).toThrow(/trials/);
    expect(() =>
      pooledChance({ chance: 2, weight: 1, events: 0, trials: 0 }),
    ).toThrow(/chance.*2/);
    expect(() =>
      pooledChance({ chance: 0.5, weight: 0, events: 0, trials: 0 }),
    ).toThrow(/weight.*0/);
  });
});
