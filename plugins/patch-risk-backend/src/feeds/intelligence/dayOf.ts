import { DateTime } from 'luxon';

/** The day in UTC of an ISO 8601 instant or date; undefined where it is neither. */
export function dayOf(text: string): string | undefined {
  return DateTime.fromISO(text, { zone: 'utc' }).toISODate() ?? undefined;
}
