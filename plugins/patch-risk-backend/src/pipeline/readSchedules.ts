import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { FeedRefresher } from '../feeds/FeedRefresher';
import { readFeedSchedule } from './readFeedSchedule';
import { readSchedule } from './readSchedule';

/** When the jobs run; those of feeds by the feed's id. */
export interface Schedules {
  pipeline: SchedulerServiceTaskScheduleDefinition;
  models: SchedulerServiceTaskScheduleDefinition;
  drift: SchedulerServiceTaskScheduleDefinition;
  feeds: Map<string, SchedulerServiceTaskScheduleDefinition>;
}

const defaultPipelineSchedule: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { hours: 1 },
  initialDelay: { seconds: 5 },
  scope: 'global',
};

// Late enough that the feeds are read, and seldom enough that a new model has new data to be judged by.
const defaultModelSchedule: SchedulerServiceTaskScheduleDefinition = {
  frequency: { days: 7 },
  timeout: { hours: 1 },
  initialDelay: { hours: 1 },
  scope: 'global',
};

// Inputs move with each feed; what came of earlier forecasts changes slowly.
const defaultDriftSchedule: SchedulerServiceTaskScheduleDefinition = {
  frequency: { days: 1 },
  timeout: { hours: 1 },
  initialDelay: { minutes: 30 },
  scope: 'global',
};

/**
 * Reads all schedules at once, so that a wrong one ends the start and does not leave a job out.
 *
 * @throws InputError naming the key, its value and what to write instead
 */
export function readSchedules(options: {
  config: Config;
  feeds: FeedRefresher;
}): Schedules {
  const { config, feeds } = options;
  return {
    pipeline: readSchedule(config.getOptionalConfig('patchRisk.pipeline'), {
      key: 'patchRisk.pipeline.schedule',
      standard: defaultPipelineSchedule,
    }),
    models: readSchedule(config.getOptionalConfig('patchRisk.models'), {
      key: 'patchRisk.models.schedule',
      standard: defaultModelSchedule,
    }),
    drift: readSchedule(config.getOptionalConfig('patchRisk.models'), {
      key: 'patchRisk.models.driftSchedule',
      standard: defaultDriftSchedule,
    }),
    feeds: new Map(
      feeds.list().map(feed => [feed.id, readFeedSchedule(config, feed)]),
    ),
  };
}
