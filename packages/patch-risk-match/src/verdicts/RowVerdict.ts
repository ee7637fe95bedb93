import type { AdviceSource } from '../records/AdviceSource';
import type { FindingStatus } from '../records/FindingStatus';
import type { InstalledComparison } from './compareInstalled';

/**
 * How a configuration compares with a row of an advisory, and what the row states.
 *
 * @public
 */
export interface RowVerdict extends InstalledComparison {
  rowId: number;
  advisoryId: string;
  cve: string;
  status: FindingStatus;
  /** Kind of the document; CSAF where it says nothing. */
  source?: AdviceSource;
  /** Certainty in [0, 1] that the row means this product. */
  productConfidence: number;
  productMatch: string;
}
