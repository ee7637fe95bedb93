import { DateTime } from 'luxon';

/**
 * A calendar date (`YYYY-MM-DD`) in the reader's language. It is a date of the
 * site's calendar, so no zone is applied; text that is no date comes back as is.
 */
export function formatDate(date: string): string {
  const parsed = DateTime.fromISO(date.slice(0, 10), { zone: 'utc' });
  return parsed.isValid ? parsed.toLocaleString(DateTime.DATE_MED) : date;
}
