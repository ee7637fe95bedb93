import fc from 'fast-check';
import { createRandom } from '../createRandom';
import { boostedLogOdds } from './boostedLogOdds';
import type { BoostedTrees } from './BoostedTrees';
import { explainBoosted } from './explainBoosted';
import { fitBoostedTrees } from './fitBoostedTrees';

const NAMES = ['a', 'b', 'noise'];

/** The outcome is likely exactly where one of a and b is high: no sum of them tells. */
function interaction(count: number, seed: number) {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const values = [random(), random(), random()];
    const isLikely = values[0] > 0.4 !== values[1] > 0.6;
    const outcome: 0 | 1 = random() < (isLikely ? 0.9 : 0.1) ? 1 : 0;
    return { values, outcome, weight: 1 };
  });
}

function meanLogLoss(
  model: BoostedTrees,
  rows: ReturnType<typeof interaction>,
): number {
  let sum = 0;
  for (const { values, outcome } of rows) {
    const signed = boostedLogOdds(model, values) * (outcome === 1 ? -1 : 1);
    sum += Math.log1p(Math.exp(signed));
  }
  return sum / rows.length;
}

describe('boosted trees', () => {
  const model = fitBoostedTrees(interaction(3000, 1), NAMES, {
    leastLeafWeight: 20,
  });

  it('learn an interaction, up to near the noise that no model can learn', () => {
    const noise = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1));
    const loss = meanLogLoss(model, interaction(3000, 2));
    expect(loss).toBeLessThan(noise + 0.06);
    const stumps = fitBoostedTrees(interaction(3000, 1), NAMES, { leaves: 2 });
    expect(meanLogLoss(stumps, interaction(3000, 2))).toBeGreaterThan(0.6);
  });

  it('explain each forecast by terms that add up to it', () => {
    const value = fc.double({ min: -1, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(value, value, value), values => {
        let sum = 0;
        for (const { logOdds } of explainBoosted(model, values)) {
          sum += logOdds;
        }
        expect(Math.abs(sum - boostedLogOdds(model, values))).toBeLessThan(
          1e-9,
        );
      }),
    );
  });

  it('are the same after a round trip through JSON, and when fitted again', () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(
      fitBoostedTrees(interaction(3000, 1), NAMES, { leastLeafWeight: 20 }),
    ).toEqual(model);
  });

  it('count a row of weight two as two rows', () => {
    // Values of a few levels: bins must not depend on how often a row comes.
    const rows = interaction(400, 3).map(row => ({
      ...row,
      values: row.values.map(value => Math.round(value * 10)),
    }));
    const doubled = rows.map((row, index) => ({
      ...row,
      weight: index < 200 ? 2 : 1,
    }));
    const repeated = [...rows, ...rows.slice(0, 200)];
    // Leaves are bounded by weights scaled to a mean of one.
    const once = fitBoostedTrees(doubled, NAMES, {
      rounds: 20,
      leastLeafWeight: 20 / 1.5,
      ridge: 2 / 1.5,
    });
    const twice = fitBoostedTrees(repeated, NAMES, {
      rounds: 20,
      leastLeafWeight: 20,
      ridge: 2,
    });
    for (const { values } of rows) {
      expect(boostedLogOdds(once, values)).toBeCloseTo(
        boostedLogOdds(twice, values),
        2,
      );
    }
  });

  it('refuse values that are no numbers, and rows of one outcome', () => {
    const row = { values: [0, 0, 0], outcome: 1 as const, weight: 1 };
    const bad = { ...row, values: [0, Number.NaN, 0] };
    expect(() => fitBoostedTrees([row, bad], NAMES)).toThrow('rows[1].b');
    expect(() => fitBoostedTrees([row, row], NAMES)).toThrow('both outcomes');
  });
});
