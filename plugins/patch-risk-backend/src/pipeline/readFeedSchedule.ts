import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { FeedStatus } from '@patch-risk/backstage-plugin-patch-risk-common';

// KEV changes at any hour and its due dates are short; EPSS appears once a day.
const hours: Record<FeedStatus['kind'], number> = { kev: 1, epss: 6, csaf: 6 };

/** When a feed is refreshed: its `schedule` in the configuration, or the default of its kind. */
export function readFeedSchedule(
  config: Config,
  feed: { id: string; kind: FeedStatus['kind'] },
): SchedulerServiceTaskScheduleDefinition {
  const feeds = config.getOptionalConfig('patchRisk.feeds');
  const section =
    feed.kind === 'csaf'
      ? feeds
          ?.getOptionalConfigArray('csaf')
          ?.find(item => `csaf-${item.getOptionalString('id')}` === feed.id)
      : feeds?.getOptionalConfig(feed.kind);
  const schedule = section?.getOptionalConfig('schedule');
  return schedule
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
    : {
        frequency: { hours: hours[feed.kind] },
        timeout: { hours: 1 },
        initialDelay: { seconds: 2 },
        scope: 'global',
      };
}
