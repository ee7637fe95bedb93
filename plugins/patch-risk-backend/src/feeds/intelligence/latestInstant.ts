import { DateTime } from 'luxon';

/** The latest instant that a record may name: clocks differ, and time zones are forgotten. */
export function latestInstant(at: string): string {
  return DateTime.fromISO(at, { zone: 'utc' })
    .plus({ days: 1 })
    .toJSDate()
    .toISOString();
}
