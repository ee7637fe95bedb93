import type { Forecasters } from './Forecasters';

/** Forecasts to keep: about 10 MB. A thread that meets more of them begins anew. */
const LIMIT = 10_000;

function remember<TInput, TForecast>(
  forecast: (input: TInput) => TForecast,
): (input: TInput) => TForecast {
  const known = new Map<string, TForecast>();
  return input => {
    const key = JSON.stringify(input);
    let value = known.get(key);
    if (value === undefined) {
      value = forecast(input);
      if (known.size >= LIMIT) {
        known.clear();
      }
      known.set(key, value);
    }
    return value;
  };
}

/** The same forecasts, each worked out once for the same input. Nobody may change what they give. */
export function rememberForecasts(forecasters: Forecasters): Forecasters {
  return {
    modelVersion: forecasters.modelVersion,
    forecastExploit: remember(forecasters.forecastExploit),
    forecastFix: remember(forecasters.forecastFix),
    promiseRecord: remember(forecasters.promiseRecord),
    narrowProduct: forecasters.narrowProduct,
  };
}
