/**
 * All that the detector remembers of one stream; plain JSON, at most 2 KiB.
 *
 * @public
 */
export interface DetectorState {
  version: 1;
  /** Time of the first and the newest point, epoch milliseconds. */
  firstAt: number;
  lastAt: number;
  points: number;
  /** Points since the level was last started anew, by a long gap. */
  levelPoints: number;
  level: number;
  /** Robust spread of the one-step residuals, in units of the metric. */
  scale: number;
  /** Largest absolute value so far; floors the scale of a flat stream. */
  reach: number;
  /** Tail of |z|: points, exceedances, mean excess over the threshold. */
  tail: { points: number; exceedances: number; meanExcess: number };
  /** Per hour of day (UTC): [level, mean absolute deviation, hours seen]. */
  hours: [number, number, number][];
  /** The hour being watched; it joins `hours` when it is over. */
  currentHour: {
    id: number;
    points: number;
    mean: number;
    deviation: number;
    clean: boolean;
  };
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
