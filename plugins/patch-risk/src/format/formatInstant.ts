import { DateTime } from 'luxon';

/**
 * An ISO instant in the given IANA zone, or else in the browser's, with the
 * zone named. Text that is no instant comes back as is.
 */
export function formatInstant(instant: string, zone?: string): string {
  const parsed = DateTime.fromISO(instant, { zone: zone ?? 'local' });
  if (!parsed.isValid) {
    return instant;
  }
  return parsed.toLocaleString({
    ...DateTime.DATETIME_MED,
    timeZoneName: 'short',
  });
}
