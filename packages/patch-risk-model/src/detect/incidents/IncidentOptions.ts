/**
 * How point incidents are found in one metric; one set of defaults serves all.
 *
 * @public
 */
export interface IncidentOptions {
  /** Rows that are only learned from. */
  warmUpRows: number;
  /** Rows that the running mean, the context of a value, reaches back. */
  contextRows: number;
  /** Distance to the nearest known category from which on a row is new, in ranges of the metric. */
  vigilance: number;
  /** How far a category moves towards a row that resonates with it. */
  learningRate: number;
  /** Categories kept; the one unused for longest makes room. */
  categories: number;
  /** Share of novelties below the threshold of the tail. */
  tailShare: number;
  /** −log₁₀ of the chance of such a novelty from which on a row may be flagged. */
  surprise: number;
  /** No second flag within this share of the rows seen, within the limits. */
  restShare: number;
  restRows: { least: number; most: number };
  /** A score fades over this share of the rows seen, within the limits. */
  fadeShare: number;
  fadeRows: { least: number; most: number };
}
