import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { TelemetrySettings } from './TelemetrySettings';

const ROOT = 'patchRisk.telemetry';

function readCount(
  config: Config,
  name: string,
  range: { default: number; most: number },
): number {
  const key = `${ROOT}.${name}`;
  const value = config.getOptional(key) ?? range.default;
  const count = typeof value === 'string' ? Number(value) : value;
  if (
    typeof count !== 'number' ||
    !Number.isInteger(count) ||
    count < 1 ||
    count > range.most
  ) {
    throw new InputError(
      `${key}: ${JSON.stringify(value)} is not a whole number from 1 to ${
        range.most
      }; leave it out for ${range.default}`,
    );
  }
  return count;
}

function readDuration(config: Config, name: string, defaultMs: number): number {
  const key = `${ROOT}.${name}`;
  if (!config.has(key)) {
    return defaultMs;
  }
  let milliseconds = 0;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
  } catch {
    // Told below.
  }
  if (!(milliseconds > 0)) {
    throw new InputError(
      `${key}: ${JSON.stringify(
        config.getOptional(key),
      )} is not a duration longer than nothing; write it like { seconds: 30 }`,
    );
  }
  return milliseconds;
}

/**
 * Reads `patchRisk.telemetry` and `app.baseUrl`.
 *
 * @throws InputError naming the key, its value and what to write instead
 */
export function readTelemetrySettings(config: Config): TelemetrySettings {
  return {
    maxBatchBytes: readCount(config, 'maxBatchBytes', {
      default: 4 * 1024 * 1024,
      most: 64 * 1024 * 1024,
    }),
    maxLines: readCount(config, 'maxLines', { default: 20_000, most: 200_000 }),
    maxLineBytes: readCount(config, 'maxLineBytes', {
      default: 4_096,
      most: 1024 * 1024,
    }),
    maxMetricsPerDevice: readCount(config, 'maxMetricsPerDevice', {
      default: 200,
      most: 10_000,
    }),
    maxConcurrentBatches: readCount(config, 'maxConcurrentBatches', {
      default: 4,
      most: 100,
    }),
    maxBacklog: readCount(config, 'maxBacklog', {
      default: 10_000,
      most: 10_000_000,
    }),
    retryAfterMs: readDuration(config, 'retryAfter', 30_000),
    futureToleranceMs: readDuration(config, 'futureTolerance', 300_000),
    batchRetentionMs: readDuration(config, 'batchRetention', 7 * 86_400_000),
    appBaseUrl: (config.getOptionalString('app.baseUrl') ?? '').replace(
      /\/+$/,
      '',
    ),
  };
}
