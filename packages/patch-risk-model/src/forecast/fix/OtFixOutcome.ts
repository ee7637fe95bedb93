import type { FixCase } from '../cases/FixCase';

/**
 * A case with whether a fix was there at disclosure: what the model learns from.
 *
 * @public
 */
export interface OtFixOutcome {
  /** Rows of one advisory depend on each other. */
  advisory: string;
  /** Day of disclosure, YYYY-MM-DD. */
  released: string;
  fixCase: FixCase;
  hasFix: boolean;
  /** Rows of one advisory should add up to one in each view of its text. */
  weight: number;
  /** Whether the row counts for the history of vendors and words; one view of a row should. */
  isHistory: boolean;
}
