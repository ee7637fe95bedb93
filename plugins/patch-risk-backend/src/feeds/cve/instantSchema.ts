import { DateTime } from 'luxon';
import { z } from 'zod';

/** A date or instant, in UTC where it names no zone, as an ISO 8601 instant in UTC. */
export const instantSchema = z.string().transform((text, context) => {
  const instant = DateTime.fromISO(text.trim(), { zone: 'utc' });
  if (!instant.isValid || instant.year < 1980 || instant.year > 2200) {
    context.addIssue({
      code: 'custom',
      message: 'is no ISO 8601 instant between 1980 and 2200',
    });
    return z.NEVER;
  }
  return instant.toJSDate().toISOString();
});
