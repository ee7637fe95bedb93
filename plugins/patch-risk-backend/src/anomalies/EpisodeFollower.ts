import type { StreamDetection } from '@patch-risk/model';
import type { AnomalyRecord } from '../database/AnomalyStore';
import type { WatchedDevice } from '../database/EventDeviceStore';
import type { MetricKey } from '../database/TelemetryStore';
import { anomalyId } from './anomalyId';
import { isPlannedChange } from './isPlannedChange';
import { severityOf } from './severityOf';

type Verdict = Omit<StreamDetection, 'state'>;

/** A point of a metric: a measured value, or the joint distance of a device. */
interface Observed {
  at: number;
  value: number;
}

/** Makes the anomalies of one metric of one device out of what the detector says, point by point. */
export class EpisodeFollower {
  readonly #key: MetricKey;
  readonly #watched: WatchedDevice;
  readonly #changed = new Map<string, AnomalyRecord>();
  #current: AnomalyRecord | undefined;
  readonly opened: AnomalyRecord[] = [];
  readonly closed: AnomalyRecord[] = [];

  private constructor(options: Parameters<typeof EpisodeFollower.create>[0]) {
    this.#key = options.key;
    this.#watched = options.watched;
    this.#current = options.open;
  }

  /** @param options - `open` is the episode of this metric that has not ended */
  static create(options: {
    key: MetricKey;
    watched: WatchedDevice;
    open: AnomalyRecord | undefined;
  }): EpisodeFollower {
    return new EpisodeFollower(options);
  }

  get changed(): AnomalyRecord[] {
    return [...this.#changed.values()];
  }

  follow(verdict: Verdict, point: Observed): void {
    const { episode } = verdict;
    if (episode === 'opened') {
      // Left open by a detector whose state was lost.
      this.#close(point);
      this.#current = this.#open(verdict, point);
      this.#changed.set(this.#current.id, this.#current);
      // A copy: what is told of the start does not change when the episode grows.
      this.opened.push({ ...this.#current });
    } else if (episode === 'continues' && this.#current) {
      this.#current = this.#grow(this.#current, verdict, point);
      this.#changed.set(this.#current.id, this.#current);
    } else if (!verdict.ignored) {
      this.#close(point);
    }
  }

  #close(point: Observed): void {
    if (!this.#current) {
      return;
    }
    const ended = {
      ...this.#current,
      endedAt: new Date(point.at).toISOString(),
    };
    this.#changed.set(ended.id, ended);
    this.closed.push(ended);
    this.#current = undefined;
  }

  #open(verdict: Verdict, point: Observed): AnomalyRecord {
    const { deviceRef, metric } = this.#key;
    const start = verdict.startedAt ?? point.at;
    const startedAt = new Date(start).toISOString();
    return {
      id: anomalyId({ deviceRef, metric, startedAt }),
      deviceRef,
      metric,
      startedAt,
      ...this.#figures(verdict, point),
      plannedChange: isPlannedChange({ watched: this.#watched, at: start }),
    };
  }

  /** The figures of an episode are those of its worst point. */
  #grow(
    current: AnomalyRecord,
    verdict: Verdict,
    point: Observed,
  ): AnomalyRecord {
    return verdict.score <= current.score
      ? current
      : { ...current, ...this.#figures(verdict, point) };
  }

  #figures(verdict: Verdict, point: Observed) {
    const { score, expected } = verdict;
    const { criticality } = this.#watched;
    return {
      score,
      severity: severityOf({ score, criticality }),
      observed: point.value,
      expected,
    };
  }
}
