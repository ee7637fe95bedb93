import { formatDay } from '../pooled/formatDay';

/** Month and day around which minor releases of enterprise Linux come, spring and autumn. */
const MINOR_RELEASES = [
  [5, 15],
  [11, 12],
] as const;
const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * Days until the next minor release of enterprise Linux, which come twice a
 * year; fixes that are not urgent wait for one. 0 on the day itself.
 */
export function daysUntilMinorRelease(day: number): number {
  const year = Number(formatDay(day).slice(0, 4));
  let next = Number.POSITIVE_INFINITY;
  for (const candidate of [year, year + 1]) {
    for (const [month, dayOfMonth] of MINOR_RELEASES) {
      const release =
        Date.UTC(candidate, month - 1, dayOfMonth) / MILLISECONDS_PER_DAY;
      if (release >= day) {
        next = Math.min(next, release);
      }
    }
  }
  return next - day;
}
