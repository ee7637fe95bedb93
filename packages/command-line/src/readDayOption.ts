import { isDay } from './isDay';
import { UsageError } from './UsageError';

/**
 * Checks an option that is a day, YYYY-MM-DD, and gives it back.
 *
 * @throws UsageError where it is none, or lies outside of 1980 to 2100
 */
export function readDayOption(name: string, text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    throw new UsageError(`--${name} takes a day as YYYY-MM-DD, not '${text}'`);
  }
  if (!isDay(text)) {
    throw new UsageError(
      `--${name} takes a day between 1980 and 2100, not '${text}'`,
    );
  }
  return text;
}
