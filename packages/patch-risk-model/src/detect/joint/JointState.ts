import type { StreamState } from '../streams/StreamState';

/**
 * All that is remembered of the metrics of one device together; plain JSON, at
 * most 2 KiB beside the stream.
 *
 * @public
 */
export interface JointState {
  kind: 'joint';
  version: 1;
  /** The tick being gathered: epoch milliseconds over the length of a tick. */
  tick: number;
  /** Short names of the metrics, in alphabetical order. */
  metrics: string[];
  /** Of each metric in the tick: points, and the sum of their deviations. */
  points: number[];
  sums: number[];
  /** 1 where a metric speaks for itself in this tick, and is left out. */
  told: number[];
  /** Smoothed deviation of each metric. */
  level: number[];
  /** Rows that the products are worth, and mean products of smoothed deviations, the upper triangle row by row. */
  rows: number;
  products: number[];
  /** The joint distance as a stream of its own. */
  stream?: StreamState;
}
