import { forecastExploit, forecastFix, MODEL_VERSION } from '@patch-risk/model';

/** The forecasts that the score rests on. */
export interface Forecasters {
  modelVersion: string;
  forecastExploit: typeof forecastExploit;
  forecastFix: typeof forecastFix;
}

/** The models that are shipped. */
export const shippedForecasters: Forecasters = {
  modelVersion: MODEL_VERSION,
  forecastExploit,
  forecastFix,
};
