import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Discovery } from '../discovery/Discovery';
import type { FeedHousekeeping } from '../feeds/FeedHousekeeping';
import type { FeedRefresher } from '../feeds/FeedRefresher';
import type { DriftWatch } from '../governance/DriftWatch';
import type { FixRetrainer } from '../governance/FixRetrainer';
import type { ModelGovernor } from '../governance/ModelGovernor';
import type { TelemetryIngest } from '../telemetry/TelemetryIngest';
import type { Pipeline } from './Pipeline';
import type { Schedules } from './readSchedules';

// Soon enough to matter, and no burden on a provider that is down.
const RETRY_AFTER_MS = 5 * 60_000;

// Which feeds name vulnerabilities, and which ones are read for those that are named.
const leaders = new Set<string>(['csaf', 'kev']);
const followers = new Set<string>(['epss', 'cve']);

// A reading of the scores that is under way has begun without the new vulnerabilities.
const AGAIN_AFTER_MS = 5_000;

/** Task of the scheduler that refreshes a feed. */
export function feedTaskId(feedId: string): string {
  return `refresh-feed-${feedId}`;
}

/** Task of the scheduler that reads a source of discovery. */
export function discoverySourceTaskId(sourceId: string): string {
  return `read-discovery-source-${sourceId}`;
}

/** Puts feeds and pipeline on their schedules; each job runs on one replica at a time and honours the abort signal. */
export async function scheduleJobs(options: {
  discovery: Discovery;
  drift: DriftWatch;
  feeds: FeedRefresher;
  housekeeping: FeedHousekeeping;
  ingest: TelemetryIngest;
  logger: LoggerService;
  fixRetrainer: FixRetrainer;
  models: ModelGovernor;
  pipeline: Pipeline;
  scheduler: SchedulerService;
  schedules: Schedules;
}): Promise<void> {
  const {
    drift,
    feeds,
    housekeeping,
    ingest,
    logger,
    fixRetrainer,
    models,
    pipeline,
    scheduler,
    schedules,
  } = options;
  const trigger = (feedId: string) =>
    scheduler.triggerTask(feedTaskId(feedId)).then(
      () => true,
      error => {
        logger.debug('A feed is being refreshed already', {
          feed: feedId,
          reason: String(error),
        });
        return false;
      },
    );
  const refreshSoon = (feedId: string) => {
    setTimeout(() => trigger(feedId), RETRY_AFTER_MS).unref();
  };
  // Scores and records are kept of vulnerabilities that are known, so that each new one needs another look at them.
  const readAgain = async (feedId: string) => {
    if (!(await trigger(feedId))) {
      setTimeout(() => readAgain(feedId), AGAIN_AFTER_MS).unref();
    }
  };
  for (const feed of feeds.list()) {
    await scheduler.scheduleTask({
      ...(schedules.feeds.get(feed.id) ?? schedules.pipeline),
      id: feedTaskId(feed.id),
      fn: async signal => {
        try {
          const { changed } = await feeds.refresh(feed.id, { signal });
          if (changed && leaders.has(feed.kind)) {
            for (const follower of feeds.list()) {
              if (followers.has(follower.kind)) {
                await readAgain(follower.id);
              }
            }
          }
        } catch (error) {
          if (!signal.aborted) {
            refreshSoon(feed.id);
          }
          throw error;
        }
      },
    });
  }
  // A refresh that failed, was cut off by the end of its process or lost its rows does not wait for its next turn.
  for (const feed of await feeds.status()) {
    if (feed.state !== 'ok') {
      await trigger(feed.id);
    }
  }
  await scheduler.scheduleTask({
    ...schedules.pipeline,
    id: 'pipeline',
    fn: signal => pipeline.run({ signal }),
  });
  await scheduler.scheduleTask({
    ...schedules.models,
    id: 'retrain-models',
    fn: async signal => {
      await models.retrain({ signal });
      await fixRetrainer.retrain({ signal });
    },
  });
  await scheduler.scheduleTask({
    ...schedules.drift,
    id: 'measure-drift',
    fn: signal => drift.measure({ signal }),
  });
  await scheduleDiscovery(options);
  await scheduler.scheduleTask({
    id: 'clean-feeds',
    frequency: { hours: 24 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 10 },
    scope: 'global',
    fn: async signal => {
      await housekeeping.run({ signal });
    },
  });
  await scheduler.scheduleTask({
    id: 'clean-telemetry',
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 1 },
    scope: 'global',
    fn: async () => {
      await ingest.clean();
    },
  });
}

async function scheduleDiscovery(options: {
  discovery: Discovery;
  scheduler: SchedulerService;
}): Promise<void> {
  const { discovery, scheduler } = options;
  for (const source of discovery.settings.sources) {
    await scheduler.scheduleTask({
      ...source.schedule,
      id: discoverySourceTaskId(source.id),
      fn: signal => discovery.sources.read(source.id, { signal }),
    });
  }
  await scheduler.scheduleTask({
    ...discovery.settings.sweep,
    id: 'sweep-discovery',
    fn: signal => discovery.sweep.run({ signal }),
  });
  await scheduler.scheduleTask({
    id: 'resume-discovery',
    frequency: { minutes: 1 },
    timeout: { minutes: 1 },
    initialDelay: { seconds: 5 },
    scope: 'local',
    fn: () => discovery.resume(),
  });
}
