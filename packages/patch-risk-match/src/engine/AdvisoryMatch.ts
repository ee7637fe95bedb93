import type { FindingStatus } from '../records/FindingStatus';
import type { RemediationState } from '../records/RemediationState';

/**
 * What one advisory says of one vulnerability on one item of an inventory.
 *
 * @public
 */
export interface AdvisoryMatch {
  advisoryId: string;
  cve: string;
  status: FindingStatus;
  /** In [0, 1]. */
  confidence: number;
  remediationState: RemediationState;
  fixedVersion?: string;
  /** Document, path in its product tree, range, compared version and reason, in words. */
  evidence: string;
}
