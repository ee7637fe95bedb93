import { ModelInputError } from '../../ModelInputError';
import { parseDay } from './parseDay';

/**
 * Age of a vulnerability at the forecast date, in whole days; `undefined`
 * when no disclosure date is known.
 *
 * One day in the future is read as age 0 (the two dates can come from
 * different time zones).
 *
 * @throws ModelInputError for unreadable dates and for a disclosure that lies
 * more than a day after the forecast date
 */
export function ageInDays(options: {
  disclosedOn?: string;
  asOf: string;
}): number | undefined {
  const asOf = parseDay('asOf', options.asOf);
  if (!options.disclosedOn) {
    return undefined;
  }
  const age = asOf - parseDay('disclosedOn', options.disclosedOn);
  if (age < -1) {
    throw new ModelInputError({
      field: 'disclosedOn',
      value: options.disclosedOn,
      remedy: `it lies after the forecast date ${options.asOf}; correct the date or forecast from a later one`,
    });
  }
  return Math.max(age, 0);
}
