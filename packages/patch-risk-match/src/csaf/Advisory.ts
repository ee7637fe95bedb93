import type { Applicability } from '../applicability/Applicability';
import type { AdviceSource } from '../records/AdviceSource';
import type { FindingStatus } from '../records/FindingStatus';
import type { ProductNaming } from '../records/ProductNaming';
import type { RemediationState } from '../records/RemediationState';

/**
 * What a vendor or a coordinator says, without the products. Dates are `YYYY-MM-DD`.
 *
 * @public
 */
export interface Advisory {
  trackingId: string;
  /** Whole number or semantic version; grows with each revision. */
  version: string;
  title: string;
  publisher: string;
  url?: string;
  releasedOn: string;
  revisedOn: string;
  /** Sectors of critical infrastructure, as the document lists them; empty where it names none. */
  sectors: string[];
  /** SHA-256 of the document as it came. */
  contentHash: string;
}

/**
 * What an advisory says of a vulnerability itself.
 *
 * @public
 */
export interface AdvisoryVulnerability {
  cve: string;
  title?: string;
  disclosedOn: string;
  cvss?: {
    version: string;
    vector: string;
    baseScore?: number;
    severity?: string;
  };
  cwes: string[];
}

/**
 * What an advisory says of a product and a vulnerability.
 *
 * @public
 */
export interface AdvisoryProduct {
  cve: string;
  productId: string;
  /** First key of `vendorKeys`; empty when the vendor names nobody. */
  vendorKey: string;
  vendor: string;
  product: string;
  /** Names of the branches from the root of the product tree. */
  branchPath: string[];
  /** As written by the publisher; absent when the advisory names no version, so means all. */
  versionRange?: string;
  status: FindingStatus;
  /** Why the product is not affected: label of a flag, or the words of an impact statement. */
  justification?: string;
  /** As in the product's identification helper. */
  cpe?: string;
  purl?: string;
  /** Kind of the document; CSAF where it says nothing. */
  source?: AdviceSource;
  /** How the row names its product, where that is no name as a vendor writes it. */
  naming?: ProductNaming;
  /** Holds the row back from devices for which it is not true. */
  applicability?: Applicability;
  /** The row means any component of this name, whoever made it; said by hand-written advisories. */
  componentName?: string;
  remediationState: RemediationState;
  fixedVersion?: string;
  /** Absent where the publisher gives no date. */
  availableSince?: string;
  plannedFor?: string;
  /** Day for which a fix was announced, by date or in words, whether it has come or not. */
  announcedFor?: string;
  /** Where words announce the fix: the state that the remediation's category says without them. */
  unplannedState?: RemediationState;
  remediationUrl?: string;
  remediationDetails?: string;
}
