import type { NoveltyOptions } from '../novelty/NoveltyOptions';

/**
 * How point incidents are found in one metric; one set of defaults serves all.
 *
 * @public
 */
export interface IncidentOptions extends NoveltyOptions {
  /** −log₁₀ of the chance of such a novelty from which on a row may be flagged. */
  surprise: number;
  /** No second flag within this share of the rows seen, within the limits. */
  restShare: number;
  restRows: { least: number; most: number };
  /** A score fades over this share of the rows seen, within the limits. */
  fadeShare: number;
  fadeRows: { least: number; most: number };
}
