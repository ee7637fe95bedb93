import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads a schedule of a section of the configuration.
 *
 * @param options - `key` of the schedule, which ends in its name in the section; `standard` for where it is left out
 * @throws InputError naming the key, its value and what to write instead
 */
export function readSchedule(
  section: Config | undefined,
  options: { key: string; standard: SchedulerServiceTaskScheduleDefinition },
): SchedulerServiceTaskScheduleDefinition {
  const { key, standard } = options;
  const name = key.slice(key.lastIndexOf('.') + 1);
  if (!section?.has(name)) {
    return standard;
  }
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(
      section.getConfig(name),
    );
  } catch (error) {
    throw new InputError(
      `${key}: ${JSON.stringify(
        section.getOptional(name),
      )} is no schedule; write one like { frequency: { hours: 6 }, timeout: { hours: 1 } }`,
      error,
    );
  }
}
