/**
 * A fitted logistic regression as plain data.
 *
 * Log-odds of the event = `intercept` + Σⱼ `weights[j]` · (xⱼ − `absentValues[j]`)
 * over `featureNames[j]`, with xⱼ = `absentValues[j]` where the feature is absent.
 *
 * @public
 */
export interface LearnedModel {
  kind: 'logistic';
  /** Version of this shape. */
  formatVersion: 1;
  /** Version of the model. */
  version: string;
  trainingWindow: { from: string; to: string };
  featureNames: readonly string[];
  intercept: number;
  /** In log-odds a unit of the feature. */
  weights: readonly number[];
  /** What stands for a feature that is absent. */
  absentValues: readonly number[];
  /** Row counts, log-loss of the training rows, steps; and what was measured later. */
  figures: Readonly<Record<string, number>>;
}
