import {
  exploitForecastOf,
  forecastFix,
  narrowProductOf,
  promiseRecord,
  shippedRhythm,
  type ExploitHazardModel,
  type FixPromise,
  type OtFixModel,
} from '@patch-risk/model';
import { shippedForecasters, type Forecasters } from './Forecasters';

/**
 * The shipped forecasts with models of this installation in place of shipped ones, and with what it knows of announced
 * fixes.
 *
 * @param options - `modelVersion` names all models; that of the exploit model by default
 */
export function retrainedForecasters(options: {
  exploitModel?: ExploitHazardModel;
  fixModel?: OtFixModel;
  promises?: readonly FixPromise[];
  modelVersion?: string;
}): Forecasters {
  const { exploitModel, fixModel, promises = [] } = options;
  return {
    ...shippedForecasters,
    ...(exploitModel
      ? {
          modelVersion: exploitModel.version,
          forecastExploit: exploitForecastOf(exploitModel),
          narrowProduct: narrowProductOf(exploitModel),
        }
      : {}),
    ...(options.modelVersion === undefined
      ? {}
      : { modelVersion: options.modelVersion }),
    forecastFix: input =>
      forecastFix(input, {
        rhythm: shippedRhythm,
        promises,
        otModel: fixModel,
      }),
    promiseRecord: input => promiseRecord(promises, input),
  };
}
