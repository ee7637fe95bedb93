import type { FixCase } from '../cases/FixCase';
import type { FixCaseForecast } from '../cases/FixCaseForecast';
import type { OtFixModel } from './OtFixModel';
import { OtFixForecaster } from './OtFixForecaster';
import { shippedOtFixModel } from './shippedOtFixModel';

const shipped = new OtFixForecaster(shippedOtFixModel);

/**
 * When a product of an OT advisory has a fix, counted from `disclosed`,
 * without condition.
 *
 * Abstains (with numbers all the same) where days past disclosure matter and
 * no late fix of the vendor was ever observed.
 *
 * @param options - `asOf`: last day whose data may be used, YYYY-MM-DD; the
 * model uses nothing but the case and its own training rows, so forecasts of
 * earlier days need a `model` that was fitted for them; `days`: at which
 * chances are given, 0, 7, 30, 90, 180 and 365 by default
 * @throws ModelInputError naming the field for a malformed vector or date
 *
 * @public
 */
export function forecastAdvisoryCase(
  fixCase: FixCase,
  options: { asOf: string; model?: OtFixModel; days?: readonly number[] },
): FixCaseForecast {
  const { asOf, model, days } = options;
  const forecaster = model ? new OtFixForecaster(model) : shipped;
  return forecaster.forecast(fixCase, { asOf, days });
}
