/** What is asked of the components; at least one of `query`, `purl` and `hash` is given. */
export interface ComponentQuestion {
  /** Words of a name; the last one may be the beginning of one. */
  query?: string;
  /** A version, or a range such as `< 1.1.1`. */
  version?: string;
  /** A package URL; without version it means every one. */
  purl?: string;
  /** Value of a hash of any algorithm. */
  hash?: string;
}
