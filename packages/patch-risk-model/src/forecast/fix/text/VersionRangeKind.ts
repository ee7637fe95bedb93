/**
 * How an advisory bounds the affected versions: every version; below a bound
 * that is itself not affected; up to a bound that is; from a version on; named
 * versions; or not at all.
 */
export type VersionRangeKind =
  | 'all'
  | 'below'
  | 'upTo'
  | 'from'
  | 'exact'
  | 'none';

/** The kinds, in the order of the features. */
export const VERSION_RANGE_KINDS: readonly VersionRangeKind[] = [
  'all',
  'below',
  'upTo',
  'from',
  'exact',
  'none',
];
