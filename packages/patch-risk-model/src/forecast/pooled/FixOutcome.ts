import type { FixCase } from '../cases/FixCase';

/**
 * A case whose fix came: a row to learn from.
 *
 * @public
 */
export interface FixOutcome {
  fixCase: FixCase;
  /** Day of the fix, YYYY-MM-DD. */
  fixedOn: string;
  /** Other names under which the product may be asked about, for example the first package of an erratum. */
  otherProducts?: readonly string[];
}
