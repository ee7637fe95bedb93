/**
 * What a vendor says of a fix.
 *
 * @public
 */
export type RemediationState =
  | 'available'
  | 'announced'
  | 'none_available'
  | 'no_fix_planned'
  | 'unknown';
