/**
 * The detector's configuration; one set of defaults serves every stream.
 *
 * @public
 */
export interface DetectorOptions {
  /** Time and points that a stream is only watched. */
  coldStartHours: number;
  coldStartPoints: number;
  /** Time constant of the level. */
  levelHours: number;
  /** Time constant of the scale. */
  scaleHours: number;
  /** |z| above which a residual counts as an exceedance. */
  tailThreshold: number;
  /** A point's score is at most this. */
  maximumScore: number;
  /** Score at which a point is neutral; below it evidence fades. */
  neutralScore: number;
  /** Evidence that opens an episode. */
  openEvidence: number;
  /** An episode closes after so many points in a row below `calmScore`. */
  calmPoints: number;
  calmScore: number;
  /** No episode opens for this long after one has closed. */
  restHours: number;
  /** After this time the new level is taken for normal. */
  longestEpisodeHours: number;
  /** A silence longer than this starts the level anew. */
  longestGapHours: number;
}
