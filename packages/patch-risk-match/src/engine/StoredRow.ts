import type { Applicability } from '../applicability/Applicability';
import type { AdviceSource } from '../records/AdviceSource';
import type { FindingStatus } from '../records/FindingStatus';
import type { ProductNaming } from '../records/ProductNaming';
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
  /** Kind of the document; CSAF where it says nothing. */
  source?: AdviceSource;
  naming?: ProductNaming;
  /** A condition on the device. */
  applicability?: Applicability;
}
