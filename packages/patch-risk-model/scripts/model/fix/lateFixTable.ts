import { fitOtLate } from '../../../src/forecast/fix/fitOtLate';
import { lateSurvival } from '../../../src/forecast/fix/lateSurvival';
import { parseDay } from '../../../src/forecast/features/parseDay';
import type { OtLateSpell } from '../../../src/forecast/fix/OtLateSpell';
import type { FigureTable } from '../families/FigureTable';
import { probabilityTable } from '../families/probabilityTable';

const CUT = '2022-09-01';
const WINDOW_DAYS = 90;
const SEED = 20220901;

/**
 * Late fixes within 90 days of 2022-09-01 among products that were open then
 * and watched through: the hazard fitted on what was seen before, beside one
 * constant hazard.
 */
export function lateFixTable(spells: readonly OtLateSpell[]): FigureTable {
  const cut = parseDay('cut', CUT);
  const before: OtLateSpell[] = [];
  const rows: {
    spell: OtLateSpell;
    age: number;
    outcome: 0 | 1;
    cluster: string;
    weight: number;
  }[] = [];
  for (const spell of spells) {
    const end = parseDay('lastDay', spell.lastDay);
    const released = end - spell.exitDays;
    const entry = released + spell.entryDays;
    if (entry < cut) {
      const seenUntil = Math.min(end, cut);
      before.push({
        ...spell,
        exitDays: seenUntil - released,
        fixed: spell.fixed && end <= cut,
        lastDay: end <= cut ? spell.lastDay : CUT,
      });
      const isFixed = spell.fixed && end > cut && end <= cut + WINDOW_DAYS;
      if (isFixed || end > cut + WINDOW_DAYS) {
        rows.push({
          spell,
          age: cut - released,
          outcome: isFixed ? 1 : 0,
          cluster: spell.advisory,
          weight: spell.weight,
        });
      }
    }
  }
  const model = fitOtLate(before);
  let events = 0;
  let days = 0;
  for (const spell of before) {
    events += spell.fixed ? spell.weight : 0;
    days += spell.weight * (spell.exitDays - spell.entryDays);
  }
  const constant = 1 - Math.exp((-events / days) * WINDOW_DAYS);
  return probabilityTable({
    title: `Late fix within ${WINDOW_DAYS} days of ${CUT}`,
    rows,
    forecasts: [
      {
        name: 'hazard by age, vendor pooled',
        kind: 'model',
        probabilities: rows.map(
          ({ spell, age }) =>
            1 -
            lateSurvival(model, spell.vendor, age + WINDOW_DAYS) /
              lateSurvival(model, spell.vendor, age),
        ),
      },
      {
        name: 'one constant hazard',
        kind: 'baseline',
        probabilities: rows.map(() => constant),
      },
    ],
    figures: ['AUC', 'Brier', 'ECE', 'expected / observed'],
    seed: SEED,
    note: 'Products of an advisory share a weight of one. All late fixes here but one are of Siemens.',
  });
}
