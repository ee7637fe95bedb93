import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { FeedStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import { readSchedule } from './readSchedule';

// KEV changes at any hour and its due dates are short; EPSS appears once a day.
const hours: Record<FeedStatus['kind'], number> = {
  kev: 1,
  epss: 6,
  csaf: 6,
  cve: 1,
  'exploit-code': 24,
  stix: 1,
  misp: 1,
  sbom: 1,
  osv: 6,
  nvd: 2,
  vex: 6,
};

/** When a feed is refreshed: its `schedule` in the configuration, or the default of its kind. @throws InputError */
export function readFeedSchedule(
  config: Config,
  feed: { id: string; kind: FeedStatus['kind'] },
): SchedulerServiceTaskScheduleDefinition {
  const { section, key } = sectionOf(config, feed);
  return readSchedule(section, {
    key: `patchRisk.feeds.${key}.schedule`,
    standard: {
      frequency: { hours: hours[feed.kind] },
      timeout: { hours: 1 },
      initialDelay: { seconds: 2 },
      scope: 'global',
    },
  });
}

/** The feed's part of the configuration, with its name below `patchRisk.feeds`. */
function sectionOf(
  config: Config,
  feed: { id: string; kind: FeedStatus['kind'] },
): { section: Config | undefined; key: string } {
  if (['csaf', 'stix', 'misp', 'vex'].includes(feed.kind)) {
    const items =
      config.getOptionalConfigArray(`patchRisk.feeds.${feed.kind}`) ?? [];
    const index = items.findIndex(
      item => `${feed.kind}-${item.getOptionalString('id')}` === feed.id,
    );
    return { section: items.at(index), key: `${feed.kind}[${index}]` };
  }
  const key =
    feed.kind === 'exploit-code'
      ? `exploitCode.${feed.id.slice('exploit-code-'.length)}`
      : feed.kind;
  return {
    section: config.getOptionalConfig(`patchRisk.feeds.${key}`),
    key,
  };
}
