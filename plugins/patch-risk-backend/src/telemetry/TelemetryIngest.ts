import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { TelemetryReceipt } from '@patch-risk/backstage-plugin-patch-risk-common';
import { detectPoint } from '@patch-risk/model';
import type { Knex } from 'knex';
import { AnomalyRecorder } from '../anomalies/AnomalyRecorder';
import type { Detect } from '../anomalies/Detect';
import { EpisodeTracker } from '../anomalies/EpisodeTracker';
import type { Clock } from '../clock/Clock';
import { AnomalyStore } from '../database/AnomalyStore';
import { EventDeviceStore } from '../database/EventDeviceStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { TelemetryStore } from '../database/TelemetryStore';
import type { Outbox } from '../delivery/Outbox';
import { placePoints } from './placePoints';
import type { Refusal } from './Refusal';
import type { TelemetryBatch } from './TelemetryBatch';
import { createTelemetryMetrics } from './telemetryMetrics';
import type { TelemetrySettings } from './TelemetrySettings';

/**
 * Takes a batch of points in: detector states, the batch's id, anomalies, outcome events and outbox rows are written in
 * one transaction, and the receipt is given after it. A batch that comes again is answered from its stored receipt.
 */
export class TelemetryIngest {
  readonly #anomalies: AnomalyRecorder;
  readonly #clock: Clock;
  readonly #devices = EventDeviceStore.create();
  readonly #logger: LoggerService;
  readonly #metrics = createTelemetryMetrics();
  readonly #settings: TelemetrySettings;
  readonly #store: TelemetryStore;

  /** @param options - `detect` defaults to the detector of the model package */
  static create(options: {
    database: Knex;
    outbox: Outbox;
    clock: Clock;
    logger: LoggerService;
    settings: TelemetrySettings;
    detect?: Detect;
  }): TelemetryIngest {
    return new TelemetryIngest({ detect: detectPoint, ...options });
  }

  private constructor(options: {
    database: Knex;
    outbox: Outbox;
    clock: Clock;
    logger: LoggerService;
    settings: TelemetrySettings;
    detect: Detect;
  }) {
    const { clock, database, outbox, settings } = options;
    this.#clock = clock;
    this.#settings = settings;
    this.#logger = options.logger.child({ service: 'telemetry' });
    this.#store = TelemetryStore.create({ database });
    this.#anomalies = AnomalyRecorder.create({
      store: AnomalyStore.create({ database }),
      outcomes: OutcomeEventStore.create({ database }),
      tracker: EpisodeTracker.create({ detect: options.detect }),
      outbox,
      appBaseUrl: settings.appBaseUrl,
    });
  }

  get settings(): TelemetrySettings {
    return this.#settings;
  }

  /** The last instant, in epoch milliseconds, that is not in the future. */
  latestInstant(): number {
    return this.#clock.now().getTime() + this.#settings.futureToleranceMs;
  }

  /**
   * Takes the batch in and answers after the commit.
   *
   * @throws ConflictError when the sender used the same key for other content
   */
  async ingest(options: {
    batchId: string;
    batch: TelemetryBatch;
  }): Promise<TelemetryReceipt> {
    const { batch, batchId } = options;
    const receivedAt = this.#clock.now().toISOString();
    const receipt = await this.#store.transaction(async transaction => {
      const claimed = await this.#store.claimBatch(transaction, {
        batchId,
        receivedAt,
      });
      if (!claimed) {
        return await this.#repeated(transaction, options);
      }
      const { accepted, refused } = await this.#take(
        transaction,
        batch,
        receivedAt,
      );
      const taken: TelemetryReceipt = {
        batchId,
        accepted,
        duplicate: false,
        refused,
      };
      await this.#store.completeBatch(transaction, batchId, {
        contentHash: batch.contentHash,
        receipt: taken,
      });
      return taken;
    });
    this.#metrics.count(receipt);
    return receipt;
  }

  /** Forgets batches that are too old to come again, and detectors of devices that are gone. */
  async clean(): Promise<void> {
    const receivedBefore = new Date(
      this.#clock.now().getTime() - this.#settings.batchRetentionMs,
    ).toISOString();
    const removed = await this.#store.clean({ receivedBefore });
    if (removed.batches > 0 || removed.metrics > 0) {
      this.#logger.info('Removed what telemetry no longer needs', removed);
    }
  }

  async #repeated(
    transaction: Knex.Transaction,
    options: { batchId: string; batch: TelemetryBatch },
  ): Promise<TelemetryReceipt> {
    const stored = await this.#store.findBatch(options.batchId, transaction);
    if (!stored || stored.contentHash !== options.batch.contentHash) {
      throw new ConflictError(
        'Idempotency-Key: was used for another batch; use a new key for each batch, and the same only to repeat it',
      );
    }
    return { ...stored.receipt, duplicate: true };
  }

  async #take(
    transaction: Knex.Transaction,
    batch: TelemetryBatch,
    receivedAt: string,
  ): Promise<{ accepted: number; refused: Refusal[] }> {
    const { accepted, refused, series } = await placePoints({
      transaction,
      store: this.#store,
      devices: this.#devices,
      points: batch.points,
      maxMetricsPerDevice: this.#settings.maxMetricsPerDevice,
    });
    const states = await this.#anomalies.record(transaction, {
      series,
      devices: await this.#devices.get(transaction, [
        ...new Set(series.map(({ record }) => record.deviceRef)),
      ]),
      createdAt: receivedAt,
    });
    await this.#store.saveMetrics(transaction, states);
    return {
      accepted,
      refused: [...batch.refused, ...refused].sort((a, b) => a.line - b.line),
    };
  }
}
