import type { FindingStatus } from '../records/FindingStatus';
import type { RemediationState } from '../records/RemediationState';
import type { VexSubject } from './VexSubject';

/** What a VEX document says of one subject and one vulnerability. */
export interface VexStatement {
  cve: string;
  subject: VexSubject;
  /** As rows have it; absent means every version of the subject, or its own. */
  range?: string;
  status: FindingStatus;
  justification?: string;
  details?: string;
  remediationState: RemediationState;
}
