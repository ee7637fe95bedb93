/**
 * A date for which a vendor once announced a fix, and what came of it. Days are
 * YYYY-MM-DD.
 *
 * @public
 */
export interface FixPromise {
  vendor?: string;
  /** Day of the announcement; what lies before it was not watched. Without it, watching began two weeks before the announced day. */
  announcedOn?: string;
  announcedFor: string;
  /** Day on which the fix was there; left out where it was not by `seenUntil`. */
  keptOn?: string;
  /** Last day on which was looked. */
  seenUntil: string;
  /** Day on which the announcement was moved or withdrawn; it is watched on all the same. */
  brokenOn?: string;
}
