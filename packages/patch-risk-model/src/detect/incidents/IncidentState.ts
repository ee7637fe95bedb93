import type { NoveltyTail } from './NoveltyTail';

/**
 * All that is remembered of one metric to find point incidents; plain JSON, at
 * most 2 KiB.
 *
 * @public
 */
export interface IncidentState {
  kind: 'incidents';
  version: 1;
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
  tail: NoveltyTail;
  /** Rows to rest before the next flag. */
  rest: number;
  /** Novelty in units of its thresholds, fading from the last novelty on; the score in other units. */
  excess: number;
}
