import { DateTime } from 'luxon';
import { z } from 'zod';

/**
 * A date or an instant with a zone, as the date `YYYY-MM-DD` in UTC.
 *
 * @public
 */
export const dateSchema = z.string().transform((text, context) => {
  const date = DateTime.fromISO(text.trim(), { zone: 'utc' });
  if (!date.isValid || date.year < 1980 || date.year > 2200) {
    context.addIssue({
      code: 'custom',
      message: 'is no ISO 8601 date between 1980 and 2200',
    });
    return z.NEVER;
  }
  return date.toISODate();
});
