import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { refreshFromPath } from '../advice/refreshFromPath';
import type { Feed, FeedOutcome } from '../Feed';
import type { FeedContext } from '../FeedContext';
import { readFeedOptions } from '../readFeedOptions';
import { refreshFromApi } from './refreshFromApi';
import { RequestPace } from './RequestPace';

const KEY = 'patchRisk.feeds.nvd';
const defaultUrl = 'https://services.nvd.nist.gov/rest/json/cves/2.0';
/** NVD's limits, in 30 seconds (nvd.nist.gov/developers/start-here). */
const WINDOW_MS = 30_000;
const REQUESTS = { withKey: 50, without: 5 };

/**
 * CVEs of NVD with their CPE applicability, from `patchRisk.feeds.nvd`.
 *
 * @returns nothing where that section is missing: what NVD says of names is worth less than what vendors say, so it
 *   is switched on by choice
 * @throws InputError
 */
export function createNvdFeed(config: Config): Feed | undefined {
  if (!config.has(KEY)) return undefined;
  const section = config.getConfig(KEY);
  const options = readFeedOptions(section, {
    key: KEY,
    url: defaultUrl,
    staleAfterDays: 3,
  });
  const apiKey = section.getOptionalString('apiKey')?.trim();
  if (apiKey !== undefined && !/^[\w-]{8,100}$/.test(apiKey)) {
    // The value is a secret and not repeated.
    throw new InputError(
      `Config ${KEY}.apiKey is no key of NVD; write the letters, digits and hyphens that NVD sent, or leave it out`,
    );
  }
  const requests = apiKey ? REQUESTS.withKey : REQUESTS.without;
  const pace = RequestPace.create({ requests, windowMs: WINDOW_MS });
  return {
    ...options,
    id: 'nvd',
    kind: 'nvd',
    title: 'NVD with CPE applicability',

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const { url, path } = options.source;
      const feedId = 'nvd';
      const outcome =
        path === undefined
          ? await refreshFromApi({ feedId, url, apiKey, pace, context })
          : await refreshFromPath({
              feedId,
              kind: 'nvd',
              what: 'pages of the CVE API 2.0 of NVD',
              path,
              context,
            });
      const snapshotDate = await context.advisories.latestRevision(feedId);
      return { ...outcome, snapshotDate };
    },
  };
}
