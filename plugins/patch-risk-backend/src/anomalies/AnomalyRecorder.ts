import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnomalyRecord, AnomalyStore } from '../database/AnomalyStore';
import type { WatchedDevice } from '../database/EventDeviceStore';
import type { OutcomeEventStore } from '../database/OutcomeEventStore';
import type { Outbox } from '../delivery/Outbox';
import { anomalyEvent } from './anomalyEvent';
import type { EpisodeTracker, Series, TrackedSeries } from './EpisodeTracker';

// Other requests get their turn after this many points.
const POINTS_A_TURN = 500;

/** Turns new points into anomalies, and an anomaly's start and end into a row, an outcome event and an outbound event. */
export class AnomalyRecorder {
  readonly #appBaseUrl: string;
  readonly #outbox: Outbox;
  readonly #outcomes: OutcomeEventStore;
  readonly #store: AnomalyStore;
  readonly #tracker: EpisodeTracker;

  static create(options: {
    store: AnomalyStore;
    outcomes: OutcomeEventStore;
    tracker: EpisodeTracker;
    outbox: Outbox;
    appBaseUrl: string;
  }): AnomalyRecorder {
    return new AnomalyRecorder(options);
  }

  private constructor(options: Parameters<typeof AnomalyRecorder.create>[0]) {
    this.#appBaseUrl = options.appBaseUrl;
    this.#outbox = options.outbox;
    this.#outcomes = options.outcomes;
    this.#store = options.store;
    this.#tracker = options.tracker;
  }

  /**
   * Runs the detector over the series and writes what follows from it.
   *
   * @param options - `createdAt` is the instant of the events, ISO 8601 in UTC
   * @returns the detector states to save
   */
  async record(
    transaction: Knex.Transaction,
    options: {
      series: Series[];
      devices: Map<string, WatchedDevice>;
      createdAt: string;
    },
  ): Promise<TrackedSeries['saved'][]> {
    const { devices, series, createdAt } = options;
    const open = new Map(
      (await this.#store.openOf(transaction, [...devices.keys()])).map(
        anomaly => [this.#key(anomaly), anomaly],
      ),
    );
    const saved: TrackedSeries['saved'][] = [];
    const changed: AnomalyRecord[] = [];
    const told: AnomalyRecord[] = [];
    let points = 0;
    for (const one of series) {
      const watched = devices.get(one.record.deviceRef);
      const tracked =
        watched &&
        this.#tracker.track({
          series: one,
          open: open.get(this.#key(one.record)),
          watched,
        });
      if (tracked) {
        saved.push(tracked.saved);
        changed.push(...tracked.changed);
        told.push(...tracked.opened, ...tracked.closed);
      }
      points += one.points.length;
      if (points >= POINTS_A_TURN) {
        points = 0;
        await nextTurn();
      }
    }
    await this.#store.save(transaction, changed);
    // In order of time: the events of a device leave in the order in which they were written.
    told.sort((a, b) => (this.#instant(a) < this.#instant(b) ? -1 : 1));
    for (const anomaly of told) {
      const watched = devices.get(anomaly.deviceRef);
      if (watched) {
        await this.#outbox.enqueueEvent(
          transaction,
          anomalyEvent({
            anomaly,
            device: watched.device,
            createdAt,
            appBaseUrl: this.#appBaseUrl,
          }),
        );
      }
    }
    await this.#outcomes.append(
      transaction,
      told.map(anomaly => ({
        type:
          anomaly.endedAt === undefined ? 'anomaly-opened' : 'anomaly-closed',
        subject: anomaly.id,
        deviceRef: anomaly.deviceRef,
        payload: { ...anomaly },
      })),
      createdAt,
    );
    return saved;
  }

  #key(options: { deviceRef: string; metric: string }): string {
    return JSON.stringify([options.deviceRef, options.metric]);
  }

  #instant(anomaly: AnomalyRecord): string {
    return anomaly.endedAt ?? anomaly.startedAt;
  }
}
