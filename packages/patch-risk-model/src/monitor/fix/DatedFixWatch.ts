/**
 * A product that an advisory from a feed named without a fix. Days are
 * YYYY-MM-DD.
 *
 * @public
 */
export interface DatedFixWatch {
  advisory: string;
  vendor?: string;
  releasedOn: string;
  openOn: string;
  /** First revision that no longer names the product. */
  goneOn?: string;
  /** Day of the fix, and of the revision that told of it. */
  fixedOn?: string;
  fixKnownOn?: string;
}
