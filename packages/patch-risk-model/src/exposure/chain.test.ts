import fc from 'fast-check';
import {
  combineBeginHazards,
  exploitedBeforePatchProbability,
  hitProbability,
  openSurvival,
  planPatchHazard,
  poolWithEpss,
  waitPatchHazard,
} from '.';
import type { DelayComponent } from '.';

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const curve = fc.array(chance, { minLength: 52, maxLength: 52 });
const survival = curve.map(values => values.slice().sort((a, b) => b - a));
const delay: fc.Arbitrary<DelayComponent[]> = fc
  .array(fc.double({ min: 0.001, max: 0.95, noNaN: true }), {
    minLength: 1,
    maxLength: 4,
  })
  .map(hazards =>
    hazards.map(weeklyHazard => ({ weight: 1 / hazards.length, weeklyHazard })),
  );

/** A small generator of its own, so that the simulation is the same on every run. */
function random(seed: number) {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number(state / 2n ** 11n) / 2 ** 53;
  };
}

describe('the chain', () => {
  it('agrees with a simulation that draws fix, delay, exploitation and hit one by one', () => {
    const next = random(7);
    const begin = Array.from({ length: 52 }, (_, t) => 0.01 + 0.0006 * t);
    const fixSurvival = Array.from({ length: 52 }, (_, t) =>
      Math.pow(0.93, t + 1),
    );
    const weeklyHazard = 0.15;
    const reach = 0.12;
    const runs = 200_000;
    let hits = 0;
    let exploited = 0;
    for (let run = 0; run < runs; run++) {
      let fixWeek = 1;
      const u = next();
      while (fixWeek <= 52 && fixSurvival[fixWeek - 1] > u) {
        fixWeek++;
      }
      let patchWeek = fixWeek;
      while (next() >= weeklyHazard) {
        patchWeek++;
      }
      let active = false;
      for (let week = 1; week <= 52; week++) {
        if (!active && next() < begin[week - 1]) {
          active = true;
          exploited++;
        }
        if (active && next() < reach) {
          hits++;
          break;
        }
        if (week === patchWeek) {
          break;
        }
      }
    }
    const patch = waitPatchHazard(fixSurvival, [{ weight: 1, weeklyHazard }]);
    const p = hitProbability(begin, patch, reach);
    const e = exploitedBeforePatchProbability(begin, patch);
    // Four standard errors of 200,000 runs.
    const error = (value: number) =>
      4 * Math.sqrt((value * (1 - value)) / runs);
    expect(Math.abs(hits / runs - p)).toBeLessThan(error(p));
    expect(Math.abs(exploited / runs - e)).toBeLessThan(error(e));
    expect(p).toBeGreaterThan(0.1);
  });

  it('stays in [0, 1], and a hit needs exploitation', () => {
    fc.assert(
      fc.property(curve, curve, chance, (begin, patch, reach) => {
        const p = hitProbability(begin, patch, reach);
        const e = exploitedBeforePatchProbability(begin, patch);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(e + 1e-12);
        expect(e).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('never falls with more reach or more begin hazard in any week', () => {
    fc.assert(
      fc.property(
        curve,
        curve,
        chance,
        chance,
        fc.nat(51),
        chance,
        (begin, patch, one, other, week, higher) => {
          const low = Math.min(one, other);
          const high = Math.max(one, other);
          expect(hitProbability(begin, patch, high)).toBeGreaterThanOrEqual(
            hitProbability(begin, patch, low) - 1e-12,
          );
          const raised = begin.slice();
          raised[week] = Math.max(raised[week], higher);
          expect(hitProbability(raised, patch, high)).toBeGreaterThanOrEqual(
            hitProbability(begin, patch, high) - 1e-12,
          );
        },
      ),
    );
  });

  it('never rises with an earlier fix', () => {
    fc.assert(
      fc.property(
        curve,
        survival,
        survival,
        delay,
        chance,
        (begin, one, other, components, reach) => {
          const earlier = one.map((value, t) => Math.min(value, other[t]));
          const p = (fix: number[]) =>
            hitProbability(begin, waitPatchHazard(fix, components), reach);
          expect(p(earlier)).toBeLessThanOrEqual(p(one) + 1e-9);
        },
      ),
    );
  });

  it('multiplies quiet weeks over the members of a group', () => {
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 5 }), members => {
        const combined = combineBeginHazards(members);
        const quiet = (values: ArrayLike<number>) =>
          Array.from(values).reduce((product, w) => product * (1 - w), 1);
        const product = members.reduce((all, one) => all * quiet(one), 1);
        expect(Math.abs(quiet(combined) - product)).toBeLessThan(1e-12);
      }),
    );
  });
});

describe('patch hazards', () => {
  it('give back the distribution of fix time plus delay', () => {
    fc.assert(
      fc.property(survival, delay, (fix, components) => {
        const open = openSurvival(waitPatchHazard(fix, components));
        let expected = 1;
        for (let t = 0; t < 52; t++) {
          for (let s = 0; s <= t; s++) {
            const appears = (s === 0 ? 1 : fix[s - 1]) - fix[s];
            for (const { weight, weeklyHazard } of components) {
              expected -=
                appears * weight * weeklyHazard * (1 - weeklyHazard) ** (t - s);
            }
          }
          expect(Math.abs(open[t] - expected)).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is the constant weekly chance of the channel once the fix is there', () => {
    const patch = waitPatchHazard(new Array(52).fill(0), [
      { weight: 1, weeklyHazard: 0.08 },
    ]);
    for (const value of patch) {
      expect(value).toBeCloseTo(0.08, 12);
    }
  });

  it('waits for the planned week, succeeds with its chance, then goes on as usual', () => {
    const wait = new Array(52).fill(0.1);
    const fixSurvival = new Array(52).fill(0.25);
    const plan = planPatchHazard({
      wait,
      fixSurvival,
      planWeek: 3,
      success: 0.8,
    });
    expect([...plan].slice(0, 5)).toEqual([0, 0, 0.8 * 0.75, 0.1, 0.1]);
  });
});

describe('pooling with EPSS', () => {
  it('gives EPSS exactly over 30 days and our curve from week 12 on', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.00001, max: 0.99, noNaN: true }),
        fc.double({ min: 0.00001, max: 0.3, noNaN: true }),
        (epss, own) => {
          const pooled = poolWithEpss(new Array(52).fill(own), epss);
          let quiet = 1;
          for (let week = 0; week < 4; week++) {
            quiet *= 1 - pooled[week];
          }
          quiet *= Math.pow(1 - epss, 2 / 30);
          expect(quiet).toBeCloseTo(1 - epss, 9);
          expect([...pooled].slice(11)).toEqual(new Array(41).fill(own));
          const weekly = 1 - Math.pow(1 - epss, 7 / 30);
          for (const value of pooled) {
            expect(value).toBeGreaterThanOrEqual(Math.min(own, weekly) - 1e-9);
            expect(value).toBeLessThanOrEqual(Math.max(own, weekly) + 1e-9);
          }
        },
      ),
    );
  });
});
