/**
 * How a model is fitted.
 *
 * @public
 */
export interface LearnOptions {
  /** Version of the model that is made, as its JSON carries it. */
  version: string;
  /** First and last day of the data, YYYY-MM-DD. */
  trainingWindow: { from: string; to: string };
  /** Features in order; by default every name of the rows, in alphabetical order. */
  featureNames?: readonly string[];
  /**
   * Inverse strength of the penalty as scikit-learn's `C`: the objective is
   * C · Σ log-loss + ½ Σ weight²; 1 by default, `Infinity` for no penalty.
   */
  inversePenalty?: number;
  /** Factor by feature name on its own penalty: 0 leaves it free, 1 is the default. */
  penaltyFactors?: Readonly<Record<string, number>>;
  /** Penalises the weights of features divided by their standard deviation; true by default. */
  standardise?: boolean;
  /** Features whose absent value takes the training mean; of the others it is 0. */
  meanWhenAbsent?: 'all' | readonly string[];
}
