import {
  defaultStreamOptions,
  detectJoint,
  type JointPoint,
  type JointState,
  startStream,
  type StreamProfile,
  type StreamState,
} from '@patch-risk/model';
import type { AnomalyRecord } from '../database/AnomalyStore';
import type { WatchedDevice } from '../database/EventDeviceStore';
import type { DetectorRecord, MetricKey } from '../database/TelemetryStore';
import type { Detect } from './Detect';
import { EpisodeFollower } from './EpisodeFollower';
import { JOINT_METRIC } from './JOINT_METRIC';

/** A stream tells of its kind once, at this many points: two days of one every five minutes. */
const MATURE_POINTS = 576;

/** Points of one metric of one device, in order of time; `at` in epoch milliseconds. */
export interface Series {
  record: DetectorRecord;
  points: { at: number; value: number }[];
  /** What streams of this kind have in common, for one that is new. */
  profile?: StreamProfile;
}

/** The episodes that began, went on or ended. */
export type Episodes = Pick<EpisodeFollower, 'changed' | 'opened' | 'closed'>;

/** What became of the detector of one metric. */
export interface TrackedSeries extends Episodes {
  saved: MetricKey & { state: StreamState; lastPointAt: number };
  /** The stream has now seen enough to tell of its kind. */
  isMature: boolean;
  /** What the points say to the metrics of the device together. */
  joint: JointPoint[];
}

/** Runs the detector over new points and keeps the episodes of one batch. Touches no database. */
export class EpisodeTracker {
  readonly #detect: Detect;

  private constructor(detect: Detect) {
    this.#detect = detect;
  }

  static create(options: { detect: Detect }): EpisodeTracker {
    return new EpisodeTracker(options.detect);
  }

  /**
   * @param options - `open` is the episode of this metric that has not ended; `watched` the device
   * @returns undefined when there are no points
   */
  track(options: {
    series: Series;
    open: AnomalyRecord | undefined;
    watched: WatchedDevice;
  }): TrackedSeries | undefined {
    const { record, points, profile } = options.series;
    const { deviceRef, metric } = record;
    const last = points.at(-1);
    let { state } = record;
    const follower = EpisodeFollower.create({ ...options, key: record });
    const joint: JointPoint[] = [];
    let isMature = false;
    for (const [index, point] of points.entries()) {
      if (state === undefined && profile && index === 0) {
        state = startStream(profile, point);
        continue;
      }
      const result = this.#detect(state, point);
      state = result.state;
      isMature ||= result.state.points === MATURE_POINTS;
      follower.follow(result, point);
      joint.push({
        at: point.at,
        metric,
        deviation: result.deviation,
        told:
          result.episode !== undefined ||
          result.score > defaultStreamOptions.neutralScore,
      });
    }
    if (state === undefined || last === undefined) {
      return undefined;
    }
    const { changed, opened, closed } = follower;
    return {
      saved: { deviceRef, metric, state, lastPointAt: last.at },
      isMature,
      joint,
      changed,
      opened,
      closed,
    };
  }

  /**
   * Judges the metrics of a device together.
   *
   * @param options - `points` of all its metrics, in order of time
   */
  trackJoint(options: {
    deviceRef: string;
    state: JointState | undefined;
    points: readonly JointPoint[];
    open: AnomalyRecord | undefined;
    watched: WatchedDevice;
  }): Episodes & { state: JointState | undefined } {
    const { deviceRef, points } = options;
    let { state } = options;
    const follower = EpisodeFollower.create({
      ...options,
      key: { deviceRef, metric: JOINT_METRIC },
    });
    for (const point of points) {
      const result = detectJoint(state, point);
      state = result.state;
      if (result.judged) {
        follower.follow(result.judged, result.judged);
      }
    }
    const { changed, opened, closed } = follower;
    return { state, changed, opened, closed };
  }
}
