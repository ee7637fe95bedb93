import type { NoveltyState } from '../novelty/NoveltyState';
import type { ExcessTail } from '../tail/ExcessTail';
import type { HourOfDay } from './HourOfDay';

/**
 * All that is remembered of one stream of points; plain JSON, at most 2 KiB.
 *
 * @public
 */
export interface StreamState {
  kind: 'stream';
  version: 2;
  /** Time of the first and the newest point, epoch milliseconds. */
  firstAt: number;
  lastAt: number;
  points: number;
  /** Points since the level was last started anew, by a long gap. */
  levelPoints: number;
  level: number;
  /** Robust spread of the one-step residuals, in units of the metric. */
  scale: number;
  /** Spread over level of streams of its kind, where it began from a profile and is young. */
  scaleShare?: number;
  /** Largest absolute value so far; floors the scale of a flat stream. */
  reach: number;
  /** Of |z|, the deviation from the baseline. */
  tail: ExcessTail;
  /** What each hour of day (UTC) was like. */
  hours: HourOfDay[];
  /** Bit h is set where something unusual came in hour of day h on an earlier day, until seven visits were quiet. */
  touched: number;
  /** The same of the last twelve hours. */
  touchedToday: number;
  /** The hour being watched; it joins `hours` when it is over. */
  currentHour: {
    id: number;
    points: number;
    mean: number;
    deviation: number;
    clean: boolean;
  };
  /** What the metric has done so far, in its context. */
  novelty: NoveltyState;
  /** Surprise saved up towards opening an episode. */
  evidence: number;
  /** When the present run of evidence began. */
  evidenceSince?: number;
  /** Calm points in a row, in an open episode. */
  calm: number;
  episodeSince?: number;
  /** Level of the points in the open episode. */
  episodeLevel?: number;
  restingUntil?: number;
}
