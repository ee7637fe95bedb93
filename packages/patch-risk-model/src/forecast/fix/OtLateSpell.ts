/**
 * A product without a fix, watched from one age of its advisory to another.
 *
 * @public
 */
export interface OtLateSpell {
  advisory: string;
  vendor: string | undefined;
  /** Days from disclosure to the begin and the end of watching (delayed entry, right censoring). */
  entryDays: number;
  exitDays: number;
  /** Whether a fix came at the end. */
  fixed: boolean;
  /** Products of an advisory share one: fixes come by the advisory. */
  weight: number;
  /** Last day of watching, YYYY-MM-DD. */
  lastDay: string;
}
