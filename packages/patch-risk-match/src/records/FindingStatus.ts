/**
 * What an advisory, or the matching with it, says of a product: `unknown` is not "not affected", it
 * is a finding of low confidence.
 *
 * @public
 */
export type FindingStatus =
  | 'affected'
  | 'fixed'
  | 'not_affected'
  | 'under_investigation'
  | 'unknown';
