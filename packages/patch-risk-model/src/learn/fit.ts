import { ModelInputError } from '../ModelInputError';
import { featureMatrix } from './featureMatrix';
import { fitPenalisedLogistic } from './fitPenalisedLogistic';
import type { LearnOptions } from './LearnOptions';
import type { LearnRow } from './LearnRow';
import type { LearnedModel } from './LearnedModel';

/**
 * Fits a logistic regression with an L2 penalty inside of the likelihood and a
 * free intercept. Equal to scikit-learn's `LogisticRegression` at the same
 * inverse penalty C (with `StandardScaler` before it where `standardise`).
 *
 * @throws ModelInputError naming row and feature where a value is no finite
 * number, an outcome lies outside of [0, 1], a weight is not above 0, all rows
 * are of one class, or no finite weights are best
 *
 * @public
 */
export function fit(
  rows: readonly LearnRow[],
  options: LearnOptions,
): LearnedModel {
  const {
    inversePenalty = 1,
    penaltyFactors = {},
    standardise = true,
  } = options;
  if (!(inversePenalty > 0)) {
    throw new ModelInputError({
      field: 'inversePenalty',
      value: inversePenalty,
      remedy: 'give a number above 0',
    });
  }
  const { outcomes, weights, total, events } = targetsOf(rows);
  const featureNames = options.featureNames ?? namesOf(rows);
  const matrix = featureMatrix({
    rows,
    weights,
    featureNames,
    meanWhenAbsent: options.meanWhenAbsent ?? [],
  });
  const { features, absentValues } = matrix;
  const scales = matrix.deviations.map(deviation =>
    standardise && deviation > 0 ? deviation : 1,
  );
  for (const [entry, column] of features.indices.entries()) {
    features.values[entry] /= scales[column];
  }
  const penalties = Float64Array.from(featureNames, name => {
    const factor = penaltyFactors[name] ?? 1;
    if (!(factor >= 0 && factor < Number.POSITIVE_INFINITY)) {
      throw new ModelInputError({
        field: `penaltyFactors.${name}`,
        value: factor,
        remedy: 'give a number that is at least 0',
      });
    }
    return factor / inversePenalty;
  });
  const solution = fitPenalisedLogistic({
    features,
    outcomes,
    weights,
    penalties,
    names: featureNames,
  });
  return {
    kind: 'logistic',
    formatVersion: 1,
    version: options.version,
    trainingWindow: { ...options.trainingWindow },
    featureNames: [...featureNames],
    intercept: solution.intercept,
    weights: Array.from(solution.weights, (weight, j) => weight / scales[j]),
    absentValues,
    figures: {
      rows: rows.length,
      weight: total,
      events,
      logLoss: solution.logLoss,
      steps: solution.steps,
    },
  };
}

function targetsOf(rows: readonly LearnRow[]) {
  const outcomes = new Float64Array(rows.length);
  const weights = new Float64Array(rows.length);
  let total = 0;
  let events = 0;
  for (const [index, { outcome, weight = 1 }] of rows.entries()) {
    if (!(outcome >= 0 && outcome <= 1)) {
      throw new ModelInputError({
        field: `rows[${index}].outcome`,
        value: outcome,
        remedy: 'give a number from 0 to 1',
      });
    }
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new ModelInputError({
        field: `rows[${index}].weight`,
        value: weight,
        remedy: 'give a finite number above 0',
      });
    }
    outcomes[index] = outcome;
    weights[index] = weight;
    total += weight;
    events += weight * outcome;
  }
  if (!(events > 0 && events < total)) {
    throw new ModelInputError({
      field: 'rows',
      value: `${rows.length} rows with ${events} events`,
      remedy: 'give rows of both classes',
    });
  }
  return { outcomes, weights, total, events };
}

function namesOf(rows: readonly LearnRow[]): string[] {
  const names = new Set<string>();
  for (const { values } of rows) {
    for (const name of Object.keys(values)) {
      names.add(name);
    }
  }
  return [...names].sort();
}
