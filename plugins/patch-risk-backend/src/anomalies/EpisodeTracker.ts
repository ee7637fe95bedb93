import type { DetectorState } from '@patch-risk/model';
import type { AnomalyRecord } from '../database/AnomalyStore';
import type { WatchedDevice } from '../database/EventDeviceStore';
import type { DetectorRecord, MetricKey } from '../database/TelemetryStore';
import { anomalyId } from './anomalyId';
import type { Detect } from './Detect';
import { isPlannedChange } from './isPlannedChange';
import { severityOf } from './severityOf';

/** Points of one metric of one device, in order of time; `at` in epoch milliseconds. */
export interface Series {
  record: DetectorRecord;
  points: { at: number; value: number }[];
}

/** What became of the detector of one metric, and the episodes that began, went on or ended. */
export interface TrackedSeries {
  saved: MetricKey & { state: DetectorState; lastPointAt: number };
  changed: AnomalyRecord[];
  opened: AnomalyRecord[];
  closed: AnomalyRecord[];
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
    const { record, points } = options.series;
    const last = points.at(-1);
    let { state } = record;
    let current = options.open;
    const changed = new Map<string, AnomalyRecord>();
    const opened: AnomalyRecord[] = [];
    const closed: AnomalyRecord[] = [];
    for (const point of points) {
      const result = this.#detect(state, point);
      state = result.state;
      if (result.episode === 'opened') {
        current = this.#open({ ...options, result, at: point });
        changed.set(current.id, current);
        // A copy: what is told of the start does not change when the episode grows.
        opened.push({ ...current });
      } else if (current && result.episode === 'continues') {
        current = this.#grow({ current, result, point, ...options });
        changed.set(current.id, current);
      } else if (current && result.episode === 'closed') {
        current = { ...current, endedAt: new Date(point.at).toISOString() };
        changed.set(current.id, current);
        closed.push(current);
        current = undefined;
      }
    }
    if (state === undefined || last === undefined) {
      return undefined;
    }
    return {
      saved: {
        deviceRef: record.deviceRef,
        metric: record.metric,
        state,
        lastPointAt: last.at,
      },
      changed: [...changed.values()],
      opened,
      closed,
    };
  }

  #open(options: {
    series: Series;
    watched: WatchedDevice;
    result: ReturnType<Detect>;
    at: { at: number; value: number };
  }): AnomalyRecord {
    const { series, watched, result, at: point } = options;
    const { deviceRef, metric } = series.record;
    const start = result.startedAt ?? point.at;
    const startedAt = new Date(start).toISOString();
    return {
      id: anomalyId({ deviceRef, metric, startedAt }),
      deviceRef,
      metric,
      startedAt,
      score: result.score,
      severity: severityOf({
        score: result.score,
        criticality: watched.criticality,
      }),
      observed: point.value,
      expected: result.expected,
      plannedChange: isPlannedChange({ watched, at: start }),
    };
  }

  /** The figures of an episode are those of its worst point. */
  #grow(options: {
    current: AnomalyRecord;
    watched: WatchedDevice;
    result: ReturnType<Detect>;
    point: { at: number; value: number };
  }): AnomalyRecord {
    const { current, watched, result, point } = options;
    if (result.score <= current.score) {
      return current;
    }
    return {
      ...current,
      score: result.score,
      severity: severityOf({
        score: result.score,
        criticality: watched.criticality,
      }),
      observed: point.value,
      expected: result.expected,
    };
  }
}
