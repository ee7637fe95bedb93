import type { ChangeWindow } from '@patch-risk/backstage-plugin-patch-risk-common';
import { DateTime } from 'luxon';
import { rrulestr } from 'rrule';

const HOUR_MS = 3_600_000;
const LONGEST_WINDOW_MS = 31 * 24 * HOUR_MS;

/**
 * Whether a change window of a device is open at an instant. The rule's times are wall-clock times of the window's own
 * zone, the duration is time that passes: a window of four hours in the night in which the clocks change lasts four hours.
 * A rule that cannot be read, or that repeats more often than daily, covers nothing; inventory shows it as a problem.
 *
 * @param options - `at` in epoch milliseconds
 */
export function changeWindowCovers(options: {
  window: ChangeWindow;
  at: number;
}): boolean {
  const { window, at } = options;
  const durationMs = window.durationMinutes * 60_000;
  const local = DateTime.fromMillis(at, { zone: window.timeZone });
  if (!local.isValid || !(durationMs > 0) || durationMs > LONGEST_WINDOW_MS) {
    return false;
  }
  if (!/FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)/i.test(window.rrule)) {
    return false;
  }
  // The library computes in UTC: wall-clock times go in and come out as if they were UTC.
  const wall = local.setZone('utc', { keepLocalTime: true }).toMillis();
  try {
    const rule = rrulestr(
      window.rrule
        .trim()
        .replace(/;TZID=[^:;]+/gi, '')
        .replace(/\s+(?=(?:RRULE|RDATE|EXDATE)[:;])/g, '\n'),
    );
    // An hour on both sides, for nights in which wall-clock and elapsed time differ.
    const starts = rule.between(
      new Date(wall - durationMs - HOUR_MS),
      new Date(wall + HOUR_MS),
      true,
    );
    return starts.some(start => {
      const from = DateTime.fromJSDate(start, { zone: 'utc' })
        .setZone(window.timeZone, { keepLocalTime: true })
        .toMillis();
      return from <= at && at < from + durationMs;
    });
  } catch {
    return false;
  }
}
