/**
 * Fix and exploit forecasts, exposure and streaming anomaly detection: pure
 * functions over shipped models, for servers, workers and browsers.
 *
 * @packageDocumentation
 */
export * from './detect';
export * from './exposure';
export * from './forecast';
export { ModelInputError } from './ModelInputError';
