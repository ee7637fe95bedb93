import type { FindingStatus } from '../records/FindingStatus';
import type { RemediationState } from '../records/RemediationState';

/**
 * What an advisory says of a product and a vulnerability, as the index keeps it.
 *
 * @public
 */
export interface StoredRow {
  /** Grows with each row that is added. */
  id: number;
  advisoryId: string;
  cve: string;
  vendor: string;
  product: string;
  branchPath: readonly string[];
  range?: string;
  status: FindingStatus;
  remediationState: RemediationState;
  fixedVersion?: string;
  /** Why a product is not affected, as VEX calls it. */
  justification?: string;
}
