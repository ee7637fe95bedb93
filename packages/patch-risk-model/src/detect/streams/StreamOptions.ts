import type { NoveltyOptions } from '../novelty/NoveltyOptions';

/**
 * How streams of points are judged; one set of defaults serves all.
 *
 * @public
 */
export interface StreamOptions {
  /** Time and points that a stream is only watched. */
  coldStartHours: number;
  coldStartPoints: number;
  /** Time constant of the level. */
  levelHours: number;
  /** Time constant of the scale. */
  scaleHours: number;
  /** What a metric has not done before. */
  novelty: NoveltyOptions;
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
