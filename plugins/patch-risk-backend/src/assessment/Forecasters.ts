import {
  forecastExploit,
  forecastFix,
  MODEL_VERSION,
  shippedRhythm,
  type FixForecast,
  type FixForecastInput,
} from '@patch-risk/model';

/** The forecasts that the score rests on. */
export interface Forecasters {
  modelVersion: string;
  forecastExploit: typeof forecastExploit;
  forecastFix: (input: FixForecastInput) => FixForecast;
}

/** The models that are shipped. */
export const shippedForecasters: Forecasters = {
  modelVersion: MODEL_VERSION,
  forecastExploit,
  forecastFix: input => forecastFix(input, { rhythm: shippedRhythm }),
};
