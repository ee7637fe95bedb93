import { parseDay } from '../forecast/features/parseDay';

const OLDEST_DAYS = 90;

/**
 * How old the newest training row of a model is.
 *
 * @param options - both YYYY-MM-DD
 * @returns the age in days, at least 0, and a `warning` past 90 days
 * @throws ModelInputError where a day is no date
 *
 * @public
 */
export function trainingAge(options: {
  newestTrainingDay: string;
  asOf: string;
}): { ageDays: number; warning?: string } {
  const { newestTrainingDay, asOf } = options;
  const ageDays = Math.max(
    0,
    parseDay('asOf', asOf) - parseDay('newestTrainingDay', newestTrainingDay),
  );
  return {
    ageDays,
    warning:
      ageDays > OLDEST_DAYS
        ? `The newest row that this model was trained on is of ${newestTrainingDay}, ${ageDays} days ago; retrain it`
        : undefined,
  };
}
