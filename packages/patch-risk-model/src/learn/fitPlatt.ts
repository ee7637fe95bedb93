import type { Forecasts } from '../evaluate/Forecasts';
import { ModelInputError } from '../ModelInputError';
import { checkedForecasts } from './checkedForecasts';
import { fitPenalisedLogistic } from './fitPenalisedLogistic';
import { logit } from './logit';
import type { Recalibration } from './Recalibration';

/**
 * Platt's recalibration (1999): a logistic regression of the outcomes on the
 * log-odds of the forecasts, with his smoothed targets (n₁ + 1) / (n₁ + 2) and
 * 1 / (n₀ + 2) in place of 1 and 0.
 *
 * @throws ModelInputError where columns differ in length, a number is not
 * finite or out of range, a class is missing, all forecasts are equal, or the
 * outcomes fall as the forecasts rise (a map that turns the order round would
 * hide a broken model)
 *
 * @public
 */
export function fitPlatt(
  forecasts: Forecasts,
): Extract<Recalibration, { kind: 'platt' }> {
  const rows = checkedForecasts(forecasts);
  let events = 0;
  let total = 0;
  for (const { outcome, weight } of rows) {
    events += weight * outcome;
    total += weight;
  }
  if (!(events > 0 && events < total)) {
    throw new ModelInputError({
      field: 'outcomes',
      value: `${events} events`,
      remedy: 'give rows of both classes',
    });
  }
  const high = (events + 1) / (events + 2);
  const low = 1 / (total - events + 2);
  const { intercept, weights } = fitPenalisedLogistic({
    features: {
      rows: rows.length,
      columns: 1,
      starts: Uint32Array.from({ length: rows.length + 1 }, (_, row) => row),
      indices: new Uint32Array(rows.length),
      values: Float64Array.from(rows, row => logit(row.probability)),
    },
    outcomes: Float64Array.from(
      rows,
      ({ outcome }) => outcome * high + (1 - outcome) * low,
    ),
    weights: Float64Array.from(rows, row => row.weight),
    penalties: new Float64Array(1),
    names: ['log-odds of the forecasts'],
  });
  const [slope] = weights;
  if (!(slope > 0)) {
    throw new ModelInputError({
      field: 'probabilities',
      value: `slope ${slope}`,
      remedy:
        'events come less often where the forecast is higher; look at the model before recalibrating it',
    });
  }
  return { kind: 'platt', intercept, slope };
}
