const FIRST_YEAR = 1980;
const LAST_YEAR = 2100;

/** Whether a text is a day of the calendar, YYYY-MM-DD, between 1980 and 2100; an instant may follow. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  return (
    at.toISOString().startsWith(text.slice(0, 10)) &&
    year >= FIRST_YEAR &&
    year <= LAST_YEAR
  );
}
