import { ModelInputError } from '../../ModelInputError';

const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})(T.*)?$/;
const MILLISECONDS_PER_DAY = 86_400_000;
const FIRST_YEAR = 1980;
const LAST_YEAR = 2100;

/**
 * Reads the calendar day of an ISO date or instant as days since 1970-01-01
 * (UTC). Instants are cut to the day that they spell, not shifted.
 *
 * @throws ModelInputError when the text is no ISO date, or lies outside of
 * 1980 to 2100, where vulnerability data has nothing to say
 */
export function parseDay(field: string, text: string): number {
  const match = DAY_PATTERN.exec(text);
  const year = Number(match?.[1]);
  const at = match
    ? Date.UTC(year, Number(match[2]) - 1, Number(match[3]))
    : Number.NaN;
  const spelled =
    match !== null && new Date(at).toISOString().startsWith(text.slice(0, 10));
  if (!spelled || year < FIRST_YEAR || year > LAST_YEAR) {
    throw new ModelInputError({
      field,
      value: text,
      remedy: `give an ISO date (YYYY-MM-DD) between ${FIRST_YEAR} and ${LAST_YEAR}`,
    });
  }
  return at / MILLISECONDS_PER_DAY;
}
