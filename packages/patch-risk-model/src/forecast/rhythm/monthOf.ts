const MILLISECONDS_PER_DAY = 86_400_000;

/** First day of a day's month, and of the month after it, in days since 1970-01-01. */
export function monthOf(day: number): { from: number; to: number } {
  const date = new Date(day * MILLISECONDS_PER_DAY);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return {
    from: Date.UTC(year, month, 1) / MILLISECONDS_PER_DAY,
    to: Date.UTC(year, month + 1, 1) / MILLISECONDS_PER_DAY,
  };
}
