import type { StreamDetection } from '../streams/StreamDetection';
import type { JointState } from './JointState';

/**
 * What `detectJoint` says when a tick is over.
 *
 * @public
 */
export interface JointDetection {
  state: JointState;
  /** The verdict on the tick that has just ended, if one has and could be judged; its state is within `state`. */
  judged?: Omit<StreamDetection, 'state'> & {
    /** End of the tick, epoch milliseconds. */
    at: number;
    /** Cube root of the mean squared distance a metric: up to about 1 on ordinary days. */
    value: number;
  };
}
