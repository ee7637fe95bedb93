import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/** Settings of the delivery worker; times in milliseconds. */
export interface DeliveryConfig {
  pollIntervalMs: number;
  leaseMs: number;
  callTimeoutMs: number;
  concurrency: number;
  maximumAttempts: number;
  backoffInitialMs: number;
  backoffMaximumMs: number;
  readBackIntervalMs: number;
  retentionMs: number;
  /** Base address of the pages that tickets link to, without a slash at the end. */
  appBaseUrl: string;
}

function readDuration(config: Config, key: string, defaultMs: number): number {
  if (!config.has(key)) {
    return defaultMs;
  }
  let milliseconds: number;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
  } catch (error) {
    throw new InputError(
      `${key}: ${JSON.stringify(
        config.getOptional(key),
      )} is not a duration; write it like { seconds: 30 }`,
      error,
    );
  }
  if (!(milliseconds > 0)) {
    throw new InputError(
      `${key}: ${JSON.stringify(
        config.getOptional(key),
      )} is not longer than nothing; write it like { seconds: 30 }`,
    );
  }
  return milliseconds;
}

function readCount(config: Config, key: string, standard: number): number {
  const value = config.getOptional(key) ?? standard;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new InputError(
      `${key}: ${JSON.stringify(
        value,
      )} is not a whole number of 1 or more; leave it out for ${standard}`,
    );
  }
  return value;
}

/**
 * Reads `patchRisk.delivery` and `app.baseUrl`.
 *
 * @throws InputError naming the key, its value and what to write instead
 */
export function readDeliveryConfig(config: Config): DeliveryConfig {
  const at = (key: string) => `patchRisk.delivery.${key}`;
  const read = {
    pollIntervalMs: readDuration(config, at('pollInterval'), 1_000),
    leaseMs: readDuration(config, at('leaseDuration'), 60_000),
    callTimeoutMs: readDuration(config, at('callTimeout'), 30_000),
    concurrency: readCount(config, at('concurrency'), 4),
    maximumAttempts: readCount(config, at('maximumAttempts'), 500),
    backoffInitialMs: readDuration(config, at('backoff.initial'), 1_000),
    backoffMaximumMs: readDuration(config, at('backoff.maximum'), 900_000),
    readBackIntervalMs: readDuration(config, at('readBackInterval'), 60_000),
    retentionMs: readDuration(config, at('retention'), 30 * 86_400_000),
    appBaseUrl: (config.getOptionalString('app.baseUrl') ?? '').replace(
      /\/+$/,
      '',
    ),
  };
  if (read.callTimeoutMs >= read.leaseMs) {
    throw new InputError(
      `${at('callTimeout')}: ${read.callTimeoutMs} ms is not shorter than ${at(
        'leaseDuration',
      )} (${read.leaseMs} ms); a call must end before its lease does`,
    );
  }
  if (read.backoffMaximumMs < read.backoffInitialMs) {
    throw new InputError(
      `${at('backoff.maximum')}: ${
        read.backoffMaximumMs
      } ms is shorter than ${at('backoff.initial')} (${
        read.backoffInitialMs
      } ms); make it at least as long`,
    );
  }
  return read;
}
