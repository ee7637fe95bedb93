import type { FixCase } from '../../forecast/cases/FixCase';

/**
 * A product and vulnerability of an advisory from a feed, with whether a
 * remediation offered a fix. Days are YYYY-MM-DD.
 *
 * @public
 */
export interface DatedFixCase {
  advisory: string;
  released: string;
  /** Day of the revision that told of the outcome. */
  knownOn: string;
  hasFix: boolean;
  /** Its text is that of the one product. */
  fixCase: FixCase;
}
