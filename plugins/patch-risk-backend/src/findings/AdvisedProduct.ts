/** What an advisory says of the product and the vulnerability that a finding's remediation is for, as its publisher writes it. */
export interface AdvisedProduct {
  vendor: string;
  product: string;
  /** Absent when the advisory names no version, so means all. */
  versionRange?: string;
  /** Day of the advisory's release, `YYYY-MM-DD`. */
  releasedOn?: string;
  /** Sectors of critical infrastructure that the advisory names. */
  sectors?: string[];
  /** As this advisory gives them; others on the same vulnerability may differ. */
  cvssVector?: string;
  cwes?: string[];
}
