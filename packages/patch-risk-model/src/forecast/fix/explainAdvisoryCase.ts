import type { FixCase } from '../cases/FixCase';
import type { ForecastTerm } from '../ForecastTerm';
import { OtFixForecaster } from './OtFixForecaster';
import type { OtFixModel } from './OtFixModel';
import { shippedOtFixModel } from './shippedOtFixModel';

/**
 * The log-odds of a fix at disclosure by feature: `baseline` and terms add up.
 *
 * @throws ModelInputError naming the field for a malformed vector or date
 *
 * @public
 */
export function explainAdvisoryCase(
  fixCase: FixCase,
  options: { asOf: string; model?: OtFixModel },
): ForecastTerm[] {
  const { asOf, model = shippedOtFixModel } = options;
  return new OtFixForecaster(model).explain(fixCase, { asOf });
}
