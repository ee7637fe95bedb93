/**
 * A date for which a vendor once announced a fix, and what came of it. Days are
 * YYYY-MM-DD.
 *
 * @public
 */
export interface FixPromise {
  vendor?: string;
  announcedFor: string;
  /** Day on which the fix was there; left out where it was not by `seenUntil`. */
  keptOn?: string;
  /** Last day on which was looked. */
  seenUntil: string;
}
