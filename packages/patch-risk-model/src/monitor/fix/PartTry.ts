import type { ChallengerVerdict } from '../judgeChallenger';

/**
 * What came of one part of a model that was to be trained again.
 *
 * @public
 */
export interface PartTry {
  promote: boolean;
  reason: string;
  /** Left out where there was too little to train on or to judge by. */
  verdict?: ChallengerVerdict;
  /** Advisories that were learned from. */
  advisories: number;
}
