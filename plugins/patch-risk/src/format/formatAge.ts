import { DateTime } from 'luxon';

/**
 * How long ago an instant lies, in the reader's language, measured on the
 * product's clock, which may be pinned.
 */
export function formatAge(instant: string, now: string): string {
  const parsed = DateTime.fromISO(instant);
  return parsed.toRelative({ base: DateTime.fromISO(now) }) ?? instant;
}
