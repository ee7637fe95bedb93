import {
  forecastExploit,
  forecastFix,
  MODEL_VERSION,
  narrowProductOf,
  promiseRecord,
  shippedExploitModel,
  shippedRhythm,
  type FixForecast,
  type FixForecastInput,
} from '@patch-risk/model';

/** The forecasts that the score rests on. */
export interface Forecasters {
  modelVersion: string;
  forecastExploit: typeof forecastExploit;
  forecastFix: (input: FixForecastInput) => FixForecast;
  /** How announced days were kept, by a vendor and by all. */
  promiseRecord: (input: {
    vendor?: string;
    asOf: string;
  }) => ReturnType<typeof promiseRecord>;
  /** The product's name as far as the exploit forecast tells it from others. */
  narrowProduct: ReturnType<typeof narrowProductOf>;
}

/** The models that are shipped. */
export const shippedForecasters: Forecasters = {
  modelVersion: MODEL_VERSION,
  forecastExploit,
  forecastFix: input => forecastFix(input, { rhythm: shippedRhythm }),
  promiseRecord: input => promiseRecord([], input),
  narrowProduct: narrowProductOf(shippedExploitModel),
};
