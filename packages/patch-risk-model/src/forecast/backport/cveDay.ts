import { parseDay } from '../features/parseDay';

/** Growth of a year's CVE numbers past the last year that is known. */
const YEARLY_GROWTH = 1.1;
const DAYS_PER_YEAR = 365;

/** What the number of a CVE tells about when it was given out. */
export interface CveDay {
  year: number;
  /** Estimated day of the reservation, in days since 1970-01-01. */
  day: number;
}

/**
 * Day on which a CVE number was given out, if numbers were given out evenly
 * over its year; blocks that are handed out ahead make it weeks wrong.
 *
 * @param numbers - largest number in use by the end of a year, by year; grown
 * by 10 % a year past the last
 * @returns `undefined` where the text is no CVE identifier of 1999 to 2100
 */
export function cveDay(
  cve: string | undefined,
  numbers: Readonly<Record<string, number>>,
): CveDay | undefined {
  const match = /^CVE-(\d{4})-(\d{4,7})$/i.exec((cve ?? '').trim());
  const year = Number(match?.[1]);
  if (!match || year < 1999 || year > 2100) {
    return undefined;
  }
  const years = Object.keys(numbers)
    .map(Number)
    .sort((a, b) => a - b);
  const at = years.filter(known => known <= year).at(-1) ?? years[0];
  if (at === undefined) {
    return { year, day: parseDay('cve', `${year}-07-01`) };
  }
  const largest = numbers[at] * YEARLY_GROWTH ** Math.max(0, year - at);
  const share = Math.min(Number(match[2]) / largest, 1);
  return {
    year,
    day: parseDay('cve', `${year}-01-01`) + Math.floor(share * DAYS_PER_YEAR),
  };
}
