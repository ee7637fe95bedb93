import type { LearnedModel } from '../../learn';

/**
 * Time to a fix that does come: a discrete-time hazard, blended with the
 * distribution of earlier fixes of the same group, which is pooled with that
 * of the group above it. Plain data.
 *
 * @public
 */
export interface PooledFixModel {
  kind: 'pooled-fix';
  /** Version of this shape. */
  formatVersion: 1;
  /** Version of the model. */
  version: string;
  /** First and last start of a clock in the training rows. */
  trainingWindow: { from: string; to: string };
  /** Last day whose fixes were known to the training. */
  asOf: string;
  /** Days at which bins start, and the end of the last: bin k covers `edges[k]` up to, and without, `edges[k + 1]`. */
  edges: readonly number[];
  /** First bins of the stretches of time in which effects may differ; the first is 0. */
  stretches: readonly number[];
  /** Log-odds of a fix in a bin, from `bin.<k>`, features, and `<feature>@<stretch>`. */
  hazard: LearnedModel;
  /** Share of the hazard in the blend where the finest group is known, in [0, 1]. */
  hazardShare: number;
  /** The same where it is not known. */
  unknownHazardShare: number;
  /** Chances at the ends of the 80 % interval, as measured on date splits: the curves are a little too wide. */
  intervalLevels: readonly number[];
  /** Weight of fixes in each bin over all rows. */
  overall: readonly number[];
  /** From coarse to fine. */
  levels: readonly PoolingLevel[];
  /** Largest CVE number that was in use by the end of a year, by year; where the model needs it. */
  cveNumbers?: Readonly<Record<string, number>>;
  /** Row counts, log-loss, and what was measured later. */
  figures: Readonly<Record<string, number>>;
}

/**
 * Fixes of each group of a level.
 *
 * @public
 */
export interface PoolingLevel {
  name: string;
  /** Fixes (by weight) that a group must have to count as much as the level above it. */
  pooling: number;
  /** For each group the bins that hold fixes: bin, weight, bin, weight, … */
  groups: Readonly<Record<string, readonly number[]>>;
}
