import { createRandom } from '../../learn/createRandom';
import { fitOtFixModel } from './fitOtFixModel';
import { fitOtLate } from './fitOtLate';
import { forecastAdvisoryCase } from './forecastAdvisoryCase';
import { lateSurvival } from './lateSurvival';
import { OtFixForecaster } from './OtFixForecaster';
import { OtFixHistory } from './OtFixHistory';
import type { OtFixOutcome } from './OtFixOutcome';
import type { OtLateSpell } from './OtLateSpell';

/** Vendor `good` always fixes what has an upper bound, `bad` hardly anything. */
function outcomes(seed: number): OtFixOutcome[] {
  const random = createRandom(seed);
  return Array.from({ length: 1200 }, (_, index) => {
    const vendor = random() < 0.5 ? 'good' : 'bad';
    const isBounded = random() < 0.5;
    const hasText = index % 3 !== 0;
    const chance = vendor === 'good' && isBounded ? 0.95 : 0.3;
    return {
      advisory: `A${index}`,
      released: new Date(Date.UTC(2020, 0, 1 + index))
        .toISOString()
        .slice(0, 10),
      hasFix: random() < chance,
      weight: 1,
      isHistory: true,
      fixCase: {
        ecosystem: 'ot-advisory',
        vendor,
        product: 'Controller',
        cwes: [],
        sectors: [],
        productsAffectedText: hasText
          ? `Controller: ${isBounded ? '< 2.0' : 'vers:all/*'}`
          : undefined,
      },
    };
  });
}

function spells(options: {
  vendor: string;
  count: number;
  dailyHazard: number;
  seed: number;
}): OtLateSpell[] {
  const random = createRandom(options.seed);
  return Array.from({ length: options.count }, (_, index) => {
    const fixAt = -Math.log(1 - random()) / options.dailyHazard;
    const entryDays = Math.floor(random() * 100);
    const exitDays = entryDays + 600;
    return {
      advisory: `${options.vendor}${index}`,
      vendor: options.vendor,
      entryDays,
      exitDays: Math.min(exitDays, Math.ceil(fixAt)),
      fixed: fixAt < exitDays,
      weight: 1,
      lastDay: '2022-01-01',
    };
    // Who was fixed before the watch began is not seen: delayed entry.
  }).filter(spell => spell.exitDays > spell.entryDays);
}

describe('fitting the fix model of OT advisories', () => {
  const model = fitOtFixModel({
    version: 'test',
    advisories: outcomes(1),
    productLists: outcomes(2),
    spells: spells({ vendor: 'good', count: 500, dailyHazard: 0.002, seed: 3 }),
    licence: '',
    attribution: '',
  });

  it('learns what the rows hold, and keeps it through JSON', () => {
    const chance = (vendor: string, text: string) =>
      forecastAdvisoryCase(
        {
          ecosystem: 'ot-advisory',
          vendor,
          product: 'Controller',
          disclosed: '2023-06-01',
          cwes: [],
          sectors: [],
          productsAffectedText: text,
        },
        {
          asOf: '2023-06-01',
          model: JSON.parse(JSON.stringify(model)),
        },
      ).fixedProbabilities[0];
    expect(chance('good', 'Controller: < 2.0')).toBeGreaterThan(0.85);
    expect(chance('good', 'Controller: vers:all/*')).toBeLessThan(0.45);
    expect(chance('bad', 'Controller: < 2.0')).toBeLessThan(0.45);
  });

  it('finds the hazard behind spells with delayed entry and censoring', () => {
    const truth = Math.exp(-0.002 * 300);
    expect(lateSurvival(model.late, 'good', 300)).toBeGreaterThan(truth - 0.06);
    expect(lateSurvival(model.late, 'good', 300)).toBeLessThan(truth + 0.06);
  });

  it('pools vendors: little evidence moves little, much moves much', () => {
    const late = fitOtLate([
      ...spells({ vendor: 'slow', count: 300, dailyHazard: 0.0002, seed: 4 }),
      ...spells({ vendor: 'fast', count: 300, dailyHazard: 0.004, seed: 5 }),
      ...spells({ vendor: 'once', count: 1, dailyHazard: 0.05, seed: 6 }),
    ]);
    const { slow, fast, once = 1 } = late.vendorFactors;
    expect(slow).toBeLessThan(0.3);
    expect(fast).toBeGreaterThan(1.5);
    expect(once).toBeGreaterThan(0.3);
    expect(lateSurvival(late, 'never seen', 100)).toBeGreaterThan(
      lateSurvival(late, 'fast', 100),
    );
  });

  it('gives a row no history of its own day: a vendor that is seen once tells nothing', () => {
    const random = createRandom(7);
    const strangers = outcomes(1).map((row, index) => ({
      ...row,
      hasFix: random() < 0.5,
      fixCase: {
        ...row.fixCase,
        vendor: `stranger${index}`,
        product: `thing${index}`,
      },
    }));
    const fitted = fitOtFixModel({
      version: 'test',
      advisories: strangers,
      productLists: strangers,
      spells: [],
      licence: '',
      attribution: '',
    });
    // The history knows now how it went; had rows seen that, trees would follow it.
    const forecaster = new OtFixForecaster(fitted);
    let fixed = 0;
    let open = 0;
    for (const { fixCase, hasFix } of strangers) {
      const chance = forecaster.atDisclosure(fixCase, { asOf: '2023-06-01' });
      fixed += hasFix ? chance : 0;
      open += hasFix ? 0 : chance;
    }
    const count = strangers.filter(row => row.hasFix).length;
    const difference = fixed / count - open / (strangers.length - count);
    expect(difference).toBeLessThan(0.15);
  });

  it('counts a history by vendor, and keeps it through JSON', () => {
    const history = new OtFixHistory();
    const about = { vendor: 'v', tokens: ['t'], kind: 'all' as const };
    expect(history.describe(about).vendorTotal).toBe(0);
    history.add({ ...about, hasFix: true, weight: 1 });
    expect(history.describe(about).vendorTotal).toBe(1);
    expect(OtFixHistory.fromJson(history.toJson(0)).describe(about)).toEqual(
      history.describe(about),
    );
  });
});
