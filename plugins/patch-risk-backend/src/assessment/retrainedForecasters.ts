import {
  exploitForecastOf,
  narrowProductOf,
  type ExploitHazardModel,
} from '@patch-risk/model';
import { shippedForecasters, type Forecasters } from './Forecasters';

/** The shipped forecasts with another exploit model in place of the shipped one. */
export function retrainedForecasters(model: ExploitHazardModel): Forecasters {
  return {
    ...shippedForecasters,
    modelVersion: model.version,
    forecastExploit: exploitForecastOf(model),
    narrowProduct: narrowProductOf(model),
  };
}
