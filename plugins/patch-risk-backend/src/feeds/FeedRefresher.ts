import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { NotFoundError, toError } from '@backstage/errors';
import type {
  FeedStatus,
  QuarantinedRecord,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { AdvisoryStore } from '../database/AdvisoryStore';
import { ComponentSetStore } from '../database/ComponentSetStore';
import { ComponentSourceStore } from '../database/ComponentSourceStore';
import { CveRecordStore } from '../database/CveRecordStore';
import { ExploitCodeStore } from '../database/ExploitCodeStore';
import { FixHistoryStore } from '../database/FixHistoryStore';
import { FeedStore } from '../database/FeedStore';
import { IntelligenceObjectStore } from '../database/IntelligenceObjectStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { SightingStore } from '../database/SightingStore';
import { VulnerabilityStore } from '../database/VulnerabilityStore';
import { HostPace } from '../workers/HostPace';
import type { WorkerPool } from '../workers/WorkerPool';
import { createFeeds } from './createFeeds';
import { describeFeedError } from './describeFeedError';
import type { Feed } from './Feed';
import { feedStatus } from './feedStatus';
import { FeedFetcher } from './http/FeedFetcher';

// A refresh elsewhere reports progress; one that began this long ago and is not ours has died.
const INTERRUPTED_AFTER_MS = 60 * 60_000;

/** Keeps the data of all feeds current and tells how they are. */
export class FeedRefresher {
  readonly #feeds: readonly Feed[];
  readonly #fetcher: FeedFetcher;
  readonly #logger: LoggerService;
  readonly #database: Knex;
  readonly #clock: Clock;
  readonly #workers: WorkerPool;
  readonly #pace: HostPace;
  readonly #store: FeedStore;
  readonly #outcomes: OutcomeEventStore;
  readonly #running = new Map<string, Promise<{ changed: boolean }>>();

  private constructor(options: {
    feeds: readonly Feed[];
    fetcher: FeedFetcher;
    logger: LoggerService;
    database: Knex;
    clock: Clock;
    workers: WorkerPool;
    pace: HostPace;
  }) {
    this.#feeds = options.feeds;
    this.#fetcher = options.fetcher;
    this.#logger = options.logger;
    this.#database = options.database;
    this.#clock = options.clock;
    this.#workers = options.workers;
    this.#pace = options.pace;
    this.#store = FeedStore.create(options);
    this.#outcomes = OutcomeEventStore.create(options);
  }

  /**
   * Reads `patchRisk.feeds`.
   *
   * @param options - `database` with the plugin's tables.
   * @throws InputError that names the key, its value and what to write.
   */
  static fromConfig(options: {
    config: Config;
    logger: LoggerService;
    database: Knex;
    clock: Clock;
    workers: WorkerPool;
  }): FeedRefresher {
    return new FeedRefresher({
      ...options,
      feeds: createFeeds(options.config),
      fetcher: FeedFetcher.fromConfig(options.config),
      pace: HostPace.fromConfig(options.config),
    });
  }

  /** The configured feeds, in the order in which they are best refreshed. */
  list(): { id: string; title: string; kind: Feed['kind'] }[] {
    return this.#feeds.map(({ id, title, kind }) => ({ id, title, kind }));
  }

  /**
   * Refreshes one feed. A call for a feed that is being refreshed here waits for that refresh.
   *
   * @returns Whether anything changed that other stages read.
   * @throws NotFoundError for an unknown feed. Any other error is shown by `status` too; the data
   *   of the last success stays.
   */
  async refresh(
    feedId: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<{ changed: boolean }> {
    const feed = this.#find(feedId);
    const running = this.#running.get(feedId);
    if (running) {
      return running;
    }
    const refresh = this.#refresh(
      feed,
      options.signal ?? new AbortController().signal,
    ).finally(() => this.#running.delete(feedId));
    this.#running.set(feedId, refresh);
    return refresh;
  }

  /** How each configured feed is. */
  async status(): Promise<FeedStatus[]> {
    const states = new Map(
      (await this.#store.list()).map(state => [state.feedId, state]),
    );
    const now = this.#clock.now();
    return this.#feeds.map(feed => {
      const state = states.get(feed.id);
      const isElsewhere =
        state?.state === 'running' && !this.#running.has(feed.id);
      const sinceMs = now.getTime() - Date.parse(state?.lastAttemptAt ?? '');
      return feedStatus({
        feed,
        state,
        // A clock that stands still tells no age; there is one process then.
        isInterrupted:
          isElsewhere &&
          (this.#clock.pinned || !(sinceMs < INTERRUPTED_AFTER_MS)),
        now,
      });
    });
  }

  /** A page of the records that a feed refused. @throws NotFoundError, InputError */
  async quarantine(
    feedId: string,
    options: { limit: number; cursor?: string },
  ): Promise<{ items: QuarantinedRecord[]; nextCursor?: string }> {
    return this.#store.listQuarantine(this.#find(feedId).id, options);
  }

  #find(feedId: string): Feed {
    const feed = this.#feeds.find(({ id }) => id === feedId);
    if (!feed) {
      throw new NotFoundError(`There is no feed '${feedId}'`);
    }
    return feed;
  }

  async #refresh(
    feed: Feed,
    signal: AbortSignal,
  ): Promise<{ changed: boolean }> {
    const at = this.#clock.now().toISOString();
    const logger = this.#logger.child({ feed: feed.id });
    const database = this.#database;
    const pace = this.#pace;
    await this.#store.start(feed.id, at);
    try {
      const { changed, ...success } = await feed.refresh({
        fetcher: this.#fetcher,
        workers: this.#workers,
        feeds: this.#store,
        vulnerabilities: VulnerabilityStore.create({ database, pace }),
        advisories: AdvisoryStore.create({ database, pace }),
        fixHistory: FixHistoryStore.create({ database, pace }),
        cveRecords: CveRecordStore.create({ database, pace }),
        exploitCodes: ExploitCodeStore.create({ database, pace }),
        componentSets: ComponentSetStore.create({ pace }),
        componentSources: ComponentSourceStore.create({ database }),
        objects: IntelligenceObjectStore.create({ database, pace }),
        sightings: SightingStore.create({ pace }),
        transact: work => database.transaction(work),
        begin: () => database.transaction(),
        cursor: await this.#store.readCursor(feed.id),
        at,
        signal,
        report: progress => this.#store.report(feed.id, progress),
      });
      const { read, accepted, refused, unchanged } = success;
      const counts = { read, accepted, refused, unchanged };
      await database.transaction(async transaction => {
        await this.#store.succeed(transaction, {
          feedId: feed.id,
          at,
          success,
        });
        await this.#outcomes.append(
          transaction,
          [{ type: 'feed-refreshed', subject: feed.id, payload: counts }],
          at,
        );
      });
      logger.info('Feed refreshed', counts);
      return { changed };
    } catch (error) {
      const reason = signal.aborted
        ? 'The refresh was stopped; the next one goes on from there'
        : describeFeedError(error);
      await this.#store.fail(feed.id, reason);
      logger.warn('Feed refresh failed', {
        reason,
        error: toError(error).name,
      });
      throw error;
    }
  }
}
