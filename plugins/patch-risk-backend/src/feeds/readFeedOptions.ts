import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { FeedOptions } from './FeedOptions';
import { redactUrl } from './http/redactUrl';

const DAY_MS = 24 * 3_600_000;

/**
 * Reads what config says of one feed: `url` or `path`, `demo`, `staleAfter`.
 *
 * @param config - The feed's section.
 * @param options - `key` names the section in errors; `url` is read when neither is set.
 * @throws InputError that names the key, its value and what to write.
 */
export function readFeedOptions(
  config: Config | undefined,
  options: { key: string; url?: string; staleAfterDays: number },
): FeedOptions {
  const { key } = options;
  const path = config?.getOptionalString('path');
  const configuredUrl = config?.getOptionalString('url');
  if (path !== undefined && configuredUrl !== undefined) {
    throw new InputError(
      `Config ${key} has both url and path; keep the one that the feed is read from`,
    );
  }
  const url = configuredUrl ?? options.url;
  if (path === undefined && url === undefined) {
    throw new InputError(
      `Config ${key} has neither url nor path; set one of them`,
    );
  }
  if (path === undefined && !/^https?:\/\//i.test(url ?? '')) {
    throw new InputError(
      `Config ${key}.url is '${redactUrl(
        url ?? '',
      )}', which does not start with https://; use ${key}.path for a file or directory`,
    );
  }
  if (path === undefined && !URL.canParse(url ?? '')) {
    throw new InputError(`Config ${key}.url is no valid URL`);
  }

  let staleAfterMs = options.staleAfterDays * DAY_MS;
  if (config?.has('staleAfter')) {
    try {
      staleAfterMs = durationToMilliseconds(
        readDurationFromConfig(config, { key: 'staleAfter' }),
      );
    } catch (error) {
      throw new InputError(
        `Config ${key}.staleAfter is ${JSON.stringify(
          config.getOptional('staleAfter'),
        )}; write a duration such as { days: ${options.staleAfterDays} }`,
        error,
      );
    }
  }
  return {
    source: path === undefined ? { url: url ?? '' } : { path },
    demo: config?.getOptionalBoolean('demo') ?? false,
    staleAfterMs,
  };
}
