const MILLISECONDS_PER_DAY = 86_400_000;

/** YYYY-MM-DD of a day counted from 1970-01-01. */
export function formatDay(day: number): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}
