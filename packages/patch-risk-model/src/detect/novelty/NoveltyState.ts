import type { ExcessTail } from '../tail/ExcessTail';

/**
 * What a metric has done so far; plain JSON.
 *
 * @public
 */
export interface NoveltyState {
  /** Rows with a value so far. */
  rows: number;
  /** The first value; categories are counted from it. */
  origin: number;
  /** Running mean, the context of a value. */
  mean: number;
  low: number;
  high: number;
  /** One step of the grid that categories lie on, in units of the metric; 0 while all values were equal. */
  step: number;
  /** Known pairs of value and context in steps from `origin`, the last used first. */
  categories: [number, number][];
  /** Of the novelties of this metric; the threshold is one that about two of a hundred exceed. */
  tail: ExcessTail;
}
