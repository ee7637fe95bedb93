/**
 * How it is told what a metric has not done before; one set of defaults serves
 * all.
 *
 * @public
 */
export interface NoveltyOptions {
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
}
