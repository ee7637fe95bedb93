/**
 * A logistic regression as it is shipped: what `ml-logistic-regression` wrote
 * (`library`), and what it does not know about: names, standardisation, and
 * the correction of the intercept.
 *
 * The columns of `library.classifiers[i].weights` are the ones column and then
 * the features in the order of `featureNames`. Classifier 0 is the one that
 * gives P(class 1): `testScores` of classifier i is P(not i).
 */
export interface LogisticModel {
  featureNames: string[];
  /** Mean of each feature over the training rows that have it. */
  means: number[];
  /** Standard deviation of each feature; 1 where it does not vary. */
  scales: number[];
  /**
   * Added to the log-odds: corrects the intercept for sampled controls and for
   * stopping early, so that the mean forecast of all training rows equals
   * their mean outcome.
   */
  interceptShift: number;
  library: {
    name: string;
    numSteps: number;
    learningRate: number;
    numberClasses: number;
    classifiers: {
      numSteps: number;
      learningRate: number;
      weights: number[][];
    }[];
  };
}
