import { ModelInputError } from '../../ModelInputError';
import { RHYTHM_CELLS } from './rhythmCell';
import { rhythmDays } from './rhythmDays';

/**
 * Lets a smooth curve step on the days of a rhythm: within each month the
 * hazard of what is left of it is shared out by the weights of its days, so
 * that the curve is the same at the end of each month and falls between them
 * where releases come. `S'(t) = S(s) · (S(e) / S(s))^(W(s, t) / W(s, e))`
 * from the start s of the month (or the day of the forecast) to its end e, W
 * the sum of the weights of the days after s. More than a year ahead the curve
 * is left as it is.
 *
 * @param options - `survivalAt`: chance of no fix by the end of day n from
 * `fromDay` on (days since 1970-01-01), never rising; `weights`: of the 35
 * cells, all above 0
 * @returns the same for whole days n ≥ 0
 * @throws ModelInputError where a weight is none
 */
export function followRhythm(options: {
  survivalAt: (days: number) => number;
  fromDay: number;
  weights: readonly number[];
}): (days: number) => number {
  const { survivalAt, fromDay, weights } = options;
  if (
    weights.length !== RHYTHM_CELLS ||
    !weights.every(weight => weight > 0 && Number.isFinite(weight))
  ) {
    throw new ModelInputError({
      field: 'rhythm',
      value: weights.join(','),
      remedy: `give ${RHYTHM_CELLS} weights above 0`,
    });
  }
  const { starts, ends, passed } = rhythmDays(fromDay, weights);
  const atMonthEnds = new Map<number, number>();
  const at = (day: number): number => {
    const value = atMonthEnds.get(day) ?? survivalAt(day);
    atMonthEnds.set(day, value);
    return value;
  };
  return days => {
    if (days >= passed.length) {
      return survivalAt(days);
    }
    const before = at(starts[days]);
    return before > 0
      ? before * (at(ends[days]) / before) ** passed[days]
      : before;
  };
}
