import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads the `schedule` of a section of the configuration.
 *
 * @param options - `key` of the schedule, for errors; `standard` for where it is left out
 * @throws InputError naming the key, its value and what to write instead
 */
export function readSchedule(
  section: Config | undefined,
  options: { key: string; standard: SchedulerServiceTaskScheduleDefinition },
): SchedulerServiceTaskScheduleDefinition {
  const { key, standard } = options;
  if (!section?.has('schedule')) {
    return standard;
  }
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(
      section.getConfig('schedule'),
    );
  } catch (error) {
    throw new InputError(
      `${key}: ${JSON.stringify(
        section.getOptional('schedule'),
      )} is no schedule; write one like { frequency: { hours: 6 }, timeout: { hours: 1 } }`,
      error,
    );
  }
}
