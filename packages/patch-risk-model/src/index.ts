/**
 * Fix and exploit forecasts, exposure and streaming anomaly detection: pure
 * functions over shipped models, for servers, workers and browsers.
 *
 * @packageDocumentation
 */
export * from './detect';
export * from './evaluate';
export * from './exposure';
export * from './forecast';
export * from './learn';
export * from './monitor';
export { ModelInputError } from './ModelInputError';
