import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { FeedStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import { readSchedule } from './readSchedule';

// KEV changes at any hour and its due dates are short; EPSS appears once a day.
const hours: Record<FeedStatus['kind'], number> = { kev: 1, epss: 6, csaf: 6 };

/** When a feed is refreshed: its `schedule` in the configuration, or the default of its kind. @throws InputError */
export function readFeedSchedule(
  config: Config,
  feed: { id: string; kind: FeedStatus['kind'] },
): SchedulerServiceTaskScheduleDefinition {
  const items = config.getOptionalConfigArray('patchRisk.feeds.csaf') ?? [];
  const index = items.findIndex(
    item => `csaf-${item.getOptionalString('id')}` === feed.id,
  );
  const isCsaf = feed.kind === 'csaf';
  const section = isCsaf
    ? items.at(index)
    : config.getOptionalConfig(`patchRisk.feeds.${feed.kind}`);
  return readSchedule(section, {
    key: `patchRisk.feeds.${isCsaf ? `csaf[${index}]` : feed.kind}.schedule`,
    standard: {
      frequency: { hours: hours[feed.kind] },
      timeout: { hours: 1 },
      initialDelay: { seconds: 2 },
      scope: 'global',
    },
  });
}
