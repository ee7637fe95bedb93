import type { LoggerService } from '@backstage/backend-plugin-api';
import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { DateTime, Duration } from 'luxon';
import type { Clock } from '../clock/Clock';
import { type CleanedFeedData, FeedCleaner } from '../database/FeedCleaner';
import { HostPace } from '../workers/HostPace';
import type { FeedRefresher } from './FeedRefresher';

const KEY = 'patchRisk.feeds.retention';
const DEFAULT = { days: 400 };

function readRetention(config: Config): Duration {
  let retention = Duration.fromObject(DEFAULT);
  if (config.has(KEY)) {
    try {
      retention = Duration.fromObject(
        readDurationFromConfig(config, { key: KEY }),
      );
    } catch (error) {
      throw new InputError(
        `Config ${KEY} is ${JSON.stringify(
          config.getOptional(KEY),
        )}; write a duration such as { days: ${DEFAULT.days} }`,
        error,
      );
    }
  }
  if (retention.toMillis() <= 0) {
    throw new InputError(
      `Config ${KEY} is ${retention.toISO()}; write a duration above 0, such as { days: ${
        DEFAULT.days
      } }`,
    );
  }
  return retention;
}

/** Removes, once a day, data of feeds that nothing has referred to for `patchRisk.feeds.retention`. */
export class FeedHousekeeping {
  readonly #retention: Duration;
  readonly #keepsListed: boolean;
  readonly #cleaner: FeedCleaner;
  readonly #feeds: FeedRefresher;
  readonly #clock: Clock;
  readonly #logger: LoggerService;

  private constructor(
    options: Parameters<typeof FeedHousekeeping.fromConfig>[0],
  ) {
    const { clock, config, database, feeds, logger } = options;
    this.#retention = readRetention(config);
    this.#keepsListed = config.has('patchRisk.feeds.cve.path');
    this.#cleaner = FeedCleaner.create({
      database,
      pace: HostPace.fromConfig(config),
    });
    this.#feeds = feeds;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** @throws InputError that names the key, its value and what to write */
  static fromConfig(options: {
    config: Config;
    database: Knex;
    clock: Clock;
    feeds: FeedRefresher;
    logger: LoggerService;
  }): FeedHousekeeping {
    return new FeedHousekeeping(options);
  }

  /** Removes what is old and of no use. @returns what was removed */
  async run(options: { signal?: AbortSignal } = {}): Promise<CleanedFeedData> {
    const removed = await this.#cleaner.clean({
      ...options,
      before: DateTime.fromJSDate(this.#clock.now(), { zone: 'utc' })
        .minus(this.#retention)
        .toJSDate()
        .toISOString(),
      feedIds: this.#feeds.list().map(({ id }) => id),
      keepsListed: this.#keepsListed,
    });
    this.#logger.info('Old data of feeds removed', { ...removed });
    return removed;
  }
}
