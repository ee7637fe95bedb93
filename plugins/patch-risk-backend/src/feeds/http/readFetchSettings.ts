import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { FetchSettings } from './FetchSettings';

const prefix = 'patchRisk.feeds.http';

const defaultHosts = [
  'www.cisa.gov',
  // CISA's provider metadata leads there, and the CVE List is there.
  'raw.githubusercontent.com',
  // Exploit-DB is there.
  'gitlab.com',
  'services.nvd.nist.gov',
  'osv-vulnerabilities.storage.googleapis.com',
  'epss.empiricalsecurity.com',
  'epss.cyentia.com',
];

function readCount(
  config: Config | undefined,
  key: string,
  options: { fallback: number; minimum: number },
): number {
  const value = config?.getOptionalNumber(key) ?? options.fallback;
  if (!Number.isSafeInteger(value) || value < options.minimum) {
    throw new InputError(
      `Config ${prefix}.${key} is ${value}; set a whole number of at least ${options.minimum}, or leave it out for ${options.fallback}`,
    );
  }
  return value;
}

function readHosts(config: Config | undefined): Set<string> {
  const hosts = config?.getOptionalStringArray('allowedHosts') ?? defaultHosts;
  for (const host of hosts) {
    if (
      !URL.canParse(`https://${host}`) ||
      new URL(`https://${host}`).hostname !== host.toLowerCase()
    ) {
      throw new InputError(
        `Config ${prefix}.allowedHosts holds '${host}'; write a host name alone, such as www.cisa.gov, without scheme, port or path`,
      );
    }
  }
  return new Set(hosts.map(host => host.toLowerCase()));
}

/**
 * Reads `patchRisk.feeds.http`.
 *
 * @throws InputError that names the key, its value and what to write.
 */
export function readFetchSettings(config: Config): FetchSettings {
  const http = config.getOptionalConfig(prefix);
  let timeoutMs = 5 * 60_000;
  if (http?.has('timeout')) {
    try {
      timeoutMs = durationToMilliseconds(
        readDurationFromConfig(http, { key: 'timeout' }),
      );
    } catch (error) {
      throw new InputError(
        `Config ${prefix}.timeout is ${JSON.stringify(
          http.getOptional('timeout'),
        )}; write a duration such as { minutes: 5 }`,
        error,
      );
    }
  }
  return {
    allowedHosts: readHosts(http),
    allowPrivateAddresses:
      http?.getOptionalBoolean('allowPrivateAddresses') ?? false,
    timeoutMs,
    maxBytes: readCount(http, 'maxBytes', {
      fallback: 64 * 1024 * 1024,
      minimum: 1024,
    }),
    maxRetries: readCount(http, 'maxRetries', { fallback: 3, minimum: 0 }),
  };
}
