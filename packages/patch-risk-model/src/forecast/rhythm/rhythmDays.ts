import { monthOf } from './monthOf';
import { rhythmCell } from './rhythmCell';

/** Days that are laid out; more than any forecast reaches. */
const LEAST_DAYS = 366;

/** Where each day from a first one on stands in its month. */
export interface RhythmDays {
  /** Offsets of the last day before the month (0 where the first day lies in it), and of its last day. */
  starts: readonly number[];
  ends: readonly number[];
  /** Share of the weight of what is left of the month that has passed by the end of the day. */
  passed: readonly number[];
}

/** Forecasts of a run have one first day and few rhythms. */
const known = new WeakMap<
  readonly number[],
  { fromDay: number; days: RhythmDays }
>();

/** Lays out the months after a day (days since 1970-01-01) by the weights of a rhythm. */
export function rhythmDays(
  fromDay: number,
  weights: readonly number[],
): RhythmDays {
  const last = known.get(weights);
  if (last?.fromDay === fromDay) {
    return last.days;
  }
  const starts = [0];
  const ends = [0];
  const passed = [0];
  for (let start = 0; start < LEAST_DAYS; ) {
    const end = monthOf(fromDay + start + 1).to - 1 - fromDay;
    const sums: number[] = [];
    let sum = 0;
    for (let day = start + 1; day <= end; day++) {
      sum += weights[rhythmCell(fromDay + day)];
      sums.push(sum);
    }
    for (const each of sums) {
      starts.push(start);
      ends.push(end);
      passed.push(each / sum);
    }
    start = end;
  }
  const days = { starts, ends, passed };
  known.set(weights, { fromDay, days });
  return days;
}
