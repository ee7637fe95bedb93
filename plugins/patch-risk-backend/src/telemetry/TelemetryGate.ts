import type { Knex } from 'knex';
import { TelemetryStore } from '../database/TelemetryStore';
import type { TelemetrySettings } from './TelemetrySettings';
import { TooBusyError } from './TooBusyError';

// The backlog is counted at most this often.
const COUNT_INTERVAL_MS = 500;

/**
 * Lets batches in while there is room: a bounded number at a time, and none while too many events wait to be delivered, so
 * that a SIEM that is down slows the senders instead of filling the database.
 */
export class TelemetryGate {
  readonly #settings: TelemetrySettings;
  readonly #store: TelemetryStore;
  #inside = 0;
  #backlog = 0;
  #countedAt = Number.NEGATIVE_INFINITY;

  private constructor(options: {
    database: Knex;
    settings: TelemetrySettings;
  }) {
    this.#settings = options.settings;
    this.#store = TelemetryStore.create(options);
  }

  static create(options: { database: Knex; settings: TelemetrySettings }) {
    return new TelemetryGate(options);
  }

  /** @throws TooBusyError when there is no room; nothing of the batch was read */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    const { maxBacklog, maxConcurrentBatches, retryAfterMs } = this.#settings;
    if (this.#inside >= maxConcurrentBatches) {
      throw new TooBusyError(
        `${maxConcurrentBatches} batches are being taken in; send again in a moment`,
        { retryAfterSeconds: 1 },
      );
    }
    this.#inside += 1;
    try {
      if ((await this.#countBacklog()) > maxBacklog) {
        throw new TooBusyError(
          `More than ${maxBacklog} events wait to be delivered; send again later`,
          { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) },
        );
      }
      return await work();
    } finally {
      this.#inside -= 1;
    }
  }

  async #countBacklog(): Promise<number> {
    const now = performance.now();
    if (now - this.#countedAt > COUNT_INTERVAL_MS) {
      this.#backlog = await this.#store.countBacklog(
        this.#settings.maxBacklog + 1,
      );
      this.#countedAt = now;
    }
    return this.#backlog;
  }
}
