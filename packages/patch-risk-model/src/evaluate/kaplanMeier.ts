import type { Durations } from './Durations';
import { sameLength } from './sameLength';

/**
 * Chance of no event until, and with, each time at which something happened.
 *
 * @public
 */
export interface SurvivalCurve {
  /** Distinct times with an event, rising. */
  times: readonly number[];
  /** Survival after each of the times. */
  survival: readonly number[];
  /** Chance of no event up to, and with, a time. */
  at(time: number): number;
  /** Chance of no event before a time. */
  before(time: number): number;
}

/**
 * The product-limit estimate of Kaplan and Meier (1958), with delayed entry
 * (a row is at risk at t where `entry < t ≤ time`) and weights.
 *
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function kaplanMeier(
  durations: Durations & {
    entries?: ArrayLike<number>;
    weights?: ArrayLike<number>;
  },
): SurvivalCurve {
  const { times, events, entries, weights } = durations;
  const rows = sameLength({ times, events, entries, weights });
  const byTime = Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => times[a] - times[b],
  );
  // A row that enters when it ends, or later, was never at risk.
  const byEntry = entries
    ? byTime
        .filter(row => entries[row] < times[row])
        .sort((a, b) => entries[a] - entries[b])
    : [];
  let atRisk = 0;
  if (!entries) {
    for (let row = 0; row < rows; row++) {
      atRisk += weights?.[row] ?? 1;
    }
  }
  const stepTimes: number[] = [];
  const survival: number[] = [];
  let current = 1;
  let entered = 0;
  for (let start = 0; start < rows; ) {
    const time = times[byTime[start]];
    while (
      entries &&
      entered < byEntry.length &&
      entries[byEntry[entered]] < time
    ) {
      atRisk += weights?.[byEntry[entered]] ?? 1;
      entered++;
    }
    let leaving = 0;
    let hits = 0;
    while (start < rows && times[byTime[start]] === time) {
      const row = byTime[start];
      const weight = weights?.[row] ?? 1;
      const counted = !entries || entries[row] < time;
      leaving += counted ? weight : 0;
      hits += counted ? weight * events[row] : 0;
      start++;
    }
    if (hits > 0) {
      current *= Math.max(0, 1 - hits / atRisk);
      stepTimes.push(time);
      survival.push(current);
    }
    atRisk -= leaving;
  }
  const stepsUntil = (time: number, inclusive: boolean) => {
    let low = 0;
    let high = stepTimes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const isPast = inclusive
        ? stepTimes[middle] <= time
        : stepTimes[middle] < time;
      if (isPast) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return {
    times: stepTimes,
    survival,
    at: time => survival[stepsUntil(time, true) - 1] ?? 1,
    before: time => survival[stepsUntil(time, false) - 1] ?? 1,
  };
}
