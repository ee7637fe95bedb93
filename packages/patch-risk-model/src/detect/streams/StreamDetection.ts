import type { StreamState } from './StreamState';

/**
 * What `detectPoint` says of one point.
 *
 * @public
 */
export interface StreamDetection {
  state: StreamState;
  /** −log₁₀ of the chance of a point this unusual, 0 to 12. */
  score: number;
  /** What the baseline expected, in units of the metric. */
  expected: number;
  /** Signed distance from the baseline, in standard deviations; absent where it says nothing: while a stream is only watched, and in a routine. */
  deviation?: number;
  /** The point belongs to an open episode. */
  isAnomaly: boolean;
  episode?: 'opened' | 'continues' | 'closed';
  /** Start of the episode, epoch milliseconds. */
  startedAt?: number;
  /** Not newer than the newest point: nothing was learned or judged. */
  ignored?: true;
}
