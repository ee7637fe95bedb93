declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';

  class TwoClasses {
    testScores(features: Matrix): number[];
  }

  export default class LogisticRegression {
    constructor(options: { numSteps: number; learningRate: number });
    classifiers: TwoClasses[];
    train(features: Matrix, labels: Matrix): void;
    static load(model: unknown): LogisticRegression;
  }
}
