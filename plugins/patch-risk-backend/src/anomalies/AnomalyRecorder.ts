import {
  withStream,
  type JointPoint,
  type JointState,
  type StreamProfile,
  type StreamState,
} from '@patch-risk/model';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnomalyRecord, AnomalyStore } from '../database/AnomalyStore';
import type { WatchedDevice } from '../database/EventDeviceStore';
import { JointStateStore } from '../database/JointStateStore';
import type { OutcomeEventStore } from '../database/OutcomeEventStore';
import { ProfileStore, type ProfileKey } from '../database/ProfileStore';
import type { Outbox } from '../delivery/Outbox';
import { anomalyEvent } from './anomalyEvent';
import type {
  Episodes,
  EpisodeTracker,
  Series,
  TrackedSeries,
} from './EpisodeTracker';
import { JOINT_METRIC } from './JOINT_METRIC';

// Other requests get their turn after this many points.
const POINTS_A_TURN = 500;

interface MatureStream {
  kind: ProfileKey | undefined;
  state: StreamState;
}

/** Streams of a metric on devices of one model are of one kind; `undefined` where the model is not known. */
function kindOf(
  series: Series,
  { device }: WatchedDevice,
): ProfileKey | undefined {
  const { vendor, model } = device;
  return vendor && model
    ? { vendor, model, metric: series.record.metric }
    : undefined;
}

/** Turns new points into anomalies, and an anomaly's start and end into a row, an outcome event and an outbound event. */
export class AnomalyRecorder {
  readonly #appBaseUrl: string;
  readonly #joints = JointStateStore.create();
  readonly #profiles = ProfileStore.create();
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
    const episodes: Episodes[] = [];
    const joint = new Map<string, JointPoint[]>();
    const mature: MatureStream[] = [];
    const profileOf = this.#profilesOf(transaction);
    let points = 0;
    for (const one of series) {
      const { deviceRef } = one.record;
      const watched = devices.get(deviceRef);
      const tracked =
        watched &&
        this.#tracker.track({
          series: { ...one, profile: await profileOf(one, watched) },
          open: open.get(this.#key(one.record)),
          watched,
        });
      if (tracked) {
        saved.push(tracked.saved);
        episodes.push(tracked);
        if (tracked.isMature) {
          mature.push({
            kind: kindOf(one, watched),
            state: tracked.saved.state,
          });
        }
        const known = joint.get(deviceRef) ?? [];
        for (const point of tracked.joint) {
          known.push(point);
        }
        joint.set(deviceRef, known);
      }
      points += one.points.length;
      if (points >= POINTS_A_TURN) {
        points = 0;
        await nextTurn();
      }
    }
    episodes.push(
      ...(await this.#recordJoint(transaction, { joint, devices, open })),
    );
    await this.#learnProfiles(transaction, mature);
    const changed = episodes.flatMap(each => each.changed);
    const told = episodes.flatMap(each => [...each.opened, ...each.closed]);
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

  /** Asks for each profile once. */
  #profilesOf(transaction: Knex.Transaction) {
    const known = new Map<string, Promise<StreamProfile | undefined>>();
    return async (series: Series, watched: WatchedDevice) => {
      const kind = series.record.state ? undefined : kindOf(series, watched);
      if (!kind) {
        return undefined;
      }
      const key = JSON.stringify(kind);
      const profile = known.get(key) ?? this.#profiles.find(transaction, kind);
      known.set(key, profile);
      return await profile;
    };
  }

  /** In order of the keys, as all transactions lock them. */
  async #learnProfiles(
    transaction: Knex.Transaction,
    mature: readonly MatureStream[],
  ): Promise<void> {
    const kinds = new Map<string, StreamState[]>();
    for (const { kind, state } of mature) {
      if (kind) {
        const key = JSON.stringify(kind);
        kinds.set(key, [...(kinds.get(key) ?? []), state]);
      }
    }
    for (const key of [...kinds.keys()].sort()) {
      const [first, ...others] = kinds.get(key) ?? [];
      await this.#profiles.change(transaction, JSON.parse(key), known =>
        others.reduce(withStream, withStream(known, first)),
      );
    }
  }

  /** The metrics of each device together, after each was judged by itself. */
  async #recordJoint(
    transaction: Knex.Transaction,
    options: {
      joint: ReadonlyMap<string, JointPoint[]>;
      devices: Map<string, WatchedDevice>;
      open: ReadonlyMap<string, AnomalyRecord>;
    },
  ): Promise<Episodes[]> {
    const { joint, devices, open } = options;
    const known = await this.#joints.lock(transaction, [...joint.keys()]);
    const states = new Map<string, JointState>();
    const episodes: Episodes[] = [];
    let judged = 0;
    for (const [deviceRef, points] of joint) {
      const watched = devices.get(deviceRef);
      if (!watched) {
        continue;
      }
      points.sort((a, b) => a.at - b.at);
      const tracked = this.#tracker.trackJoint({
        deviceRef,
        state: known.get(deviceRef),
        points,
        open: open.get(this.#key({ deviceRef, metric: JOINT_METRIC })),
        watched,
      });
      episodes.push(tracked);
      if (tracked.state) {
        states.set(deviceRef, tracked.state);
      }
      judged += points.length;
      if (judged >= POINTS_A_TURN) {
        judged = 0;
        await nextTurn();
      }
    }
    await this.#joints.save(transaction, states);
    return episodes;
  }

  #key(options: { deviceRef: string; metric: string }): string {
    return JSON.stringify([options.deviceRef, options.metric]);
  }

  #instant(anomaly: AnomalyRecord): string {
    return anomaly.endedAt ?? anomaly.startedAt;
  }
}
