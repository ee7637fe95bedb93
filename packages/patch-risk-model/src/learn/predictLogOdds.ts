import { explain } from './explain';
import type { LearnedModel } from './LearnedModel';

/**
 * Log-odds of the event.
 *
 * @throws ModelInputError where a value is not finite
 *
 * @public
 */
export function predictLogOdds(
  model: LearnedModel,
  values: Readonly<Record<string, number | undefined>>,
): number {
  let sum = 0;
  for (const { logOdds } of explain(model, values)) {
    sum += logOdds;
  }
  return sum;
}
