import { sigmoid } from '../forecast/logistic/sigmoid';
import type { LearnedModel } from './LearnedModel';
import { predictLogOdds } from './predictLogOdds';

/**
 * Probability of the event, in (0, 1).
 *
 * @throws ModelInputError where a value is not finite
 *
 * @public
 */
export function predict(
  model: LearnedModel,
  values: Readonly<Record<string, number | undefined>>,
): number {
  return sigmoid(predictLogOdds(model, values));
}
