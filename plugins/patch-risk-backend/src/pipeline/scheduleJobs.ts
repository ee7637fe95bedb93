import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { FeedRefresher } from '../feeds/FeedRefresher';
import type { Pipeline } from './Pipeline';
import { readFeedSchedule } from './readFeedSchedule';

const defaultPipelineSchedule: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { hours: 1 },
  initialDelay: { seconds: 5 },
  scope: 'global',
};

/** Task of the scheduler that refreshes a feed. */
export function feedTaskId(feedId: string): string {
  return `refresh-feed-${feedId}`;
}

/** Puts feeds and pipeline on their schedules; each job runs on one replica at a time and honours the abort signal. */
export async function scheduleJobs(options: {
  config: Config;
  feeds: FeedRefresher;
  pipeline: Pipeline;
  scheduler: SchedulerService;
}): Promise<void> {
  const { config, feeds, pipeline, scheduler } = options;
  for (const feed of feeds.list()) {
    await scheduler.scheduleTask({
      ...readFeedSchedule(config, feed),
      id: feedTaskId(feed.id),
      fn: async signal => {
        await feeds.refresh(feed.id, { signal });
      },
    });
  }
  const schedule = config.getOptionalConfig('patchRisk.pipeline.schedule');
  await scheduler.scheduleTask({
    ...(schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : defaultPipelineSchedule),
    id: 'pipeline',
    fn: signal => pipeline.run({ signal }),
  });
}
