import { ModelInputError } from '../ModelInputError';
import type { Durations } from './Durations';
import { kaplanMeier } from './kaplanMeier';
import { sameLength } from './sameLength';

/**
 * Mean over the given days of the Brier score of "no event until the day",
 * weighted by the inverse probability of being uncensored (Graf et al. 1999):
 * rows with an event by the day weigh 1 / G(time), rows observed past it
 * 1 / G(day), rows censored before it nothing; G is the Kaplan–Meier curve of
 * censoring. Without censoring this is the mean of plain Brier scores.
 *
 * @param options - `survivalProbabilities[row][k]`: the forecast chance of no
 * event until `days[k]`; `censoring`: rows to estimate G from, by default the
 * rows themselves
 * @returns the mean and the score of each day
 * @throws ModelInputError where columns differ in length or hold NaN, a
 * forecast has another width than `days`, or all were censored before a day
 *
 * @public
 */
export function integratedBrierScore(
  options: Durations & {
    survivalProbabilities: readonly ArrayLike<number>[];
    days: readonly number[];
    censoring?: Durations;
  },
): { mean: number; byDay: number[] } {
  const { times, events, survivalProbabilities, days } = options;
  const rows = sameLength({ times, events });
  sameLength({ days });
  if (survivalProbabilities.length !== rows) {
    throw new ModelInputError({
      field: 'survivalProbabilities',
      value: `${survivalProbabilities.length} rows`,
      remedy: `give ${rows} rows as in the other columns`,
    });
  }
  for (const [row, forecast] of survivalProbabilities.entries()) {
    sameLength({ days, [`survivalProbabilities[${row}]`]: forecast });
  }
  const censoring = options.censoring ?? { times, events };
  const uncensored = kaplanMeier({
    // Where both fall on one day the event came first, so its row is not at risk of being censored.
    times: Array.from(
      censoring.times,
      (time, row) => time - (censoring.events[row] === 1 ? 1e-6 : 0),
    ),
    events: Array.from(censoring.events, event => 1 - event),
  });
  const byDay = days.map((day, column) => {
    const atDay = uncensored.at(day);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const survival = survivalProbabilities[row][column];
      if (times[row] > day) {
        sum += (1 - survival) ** 2 / positive(atDay, day);
      } else if (events[row] === 1) {
        sum += survival ** 2 / positive(uncensored.at(times[row]), times[row]);
      }
    }
    return sum / rows;
  });
  return {
    mean: byDay.reduce((sum, score) => sum + score, 0) / days.length,
    byDay,
  };
}

function positive(uncensored: number, day: number): number {
  if (uncensored > 0) {
    return uncensored;
  }
  throw new ModelInputError({
    field: 'days',
    value: day,
    remedy: 'every row is censored by this day; give earlier days',
  });
}
