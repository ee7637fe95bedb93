import { ModelInputError } from '../ModelInputError';
import type { LearnedModel } from './LearnedModel';

/**
 * The log-odds of the event split into the `baseline` and one term for each
 * feature that differs from what stands for an absent one. The terms add up to
 * `predictLogOdds`. Names that the model does not know count nothing.
 *
 * @throws ModelInputError where a value is not finite
 *
 * @public
 */
export function explain(
  model: LearnedModel,
  values: Readonly<Record<string, number | undefined>>,
): { name: string; logOdds: number }[] {
  const { featureNames, weights, absentValues } = model;
  const terms = [{ name: 'baseline', logOdds: model.intercept }];
  for (const [index, name] of featureNames.entries()) {
    const value = values[name];
    if (value === undefined) {
      continue;
    }
    if (!Number.isFinite(value)) {
      throw new ModelInputError({
        field: `values.${name}`,
        value,
        remedy: 'give a finite number, or leave it out where it is unknown',
      });
    }
    const logOdds = weights[index] * (value - absentValues[index]);
    if (logOdds !== 0) {
      terms.push({ name, logOdds });
    }
  }
  return terms;
}
