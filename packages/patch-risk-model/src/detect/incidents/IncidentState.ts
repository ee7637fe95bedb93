import type { NoveltyState } from '../novelty/NoveltyState';

/**
 * All that is remembered of one metric to find point incidents; plain JSON, at
 * most 2 KiB.
 *
 * @public
 */
export interface IncidentState extends NoveltyState {
  kind: 'incidents';
  version: 1;
  /** Rows to rest before the next flag. */
  rest: number;
  /** Novelty in units of its thresholds, fading from the last novelty on; the score in other units. */
  excess: number;
}
