import type { ForecastTerm } from '../ForecastTerm';
import type { FeatureValues } from '../features/describeVulnerability';
import type { LogisticModel } from './LogisticModel';

/**
 * The log-odds of class 1, split into one term for each feature and the
 * `baseline`. A missing feature takes the training mean, so its term is 0.
 */
export function logOddsTerms(
  model: LogisticModel,
  values: FeatureValues,
): ForecastTerm[] {
  const weights = model.library.classifiers[0].weights[0];
  const terms: ForecastTerm[] = [
    { name: 'baseline', logOdds: weights[0] + model.interceptShift },
  ];
  for (const [index, name] of model.featureNames.entries()) {
    const value = values[name];
    const standardised =
      value === undefined
        ? 0
        : (value - model.means[index]) / model.scales[index];
    terms.push({ name, logOdds: weights[index + 1] * standardised });
  }
  return terms;
}
