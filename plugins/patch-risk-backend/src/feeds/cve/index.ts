import type { Config } from '@backstage/config';
import type { Feed, FeedOutcome } from '../Feed';
import type { FeedContext } from '../FeedContext';
import { readFeedOptions } from '../readFeedOptions';
import { refreshFromPath } from './refreshFromPath';
import { refreshFromUrl } from './refreshFromUrl';

const KEY = 'patchRisk.feeds.cve';
const defaultUrl =
  'https://raw.githubusercontent.com/CVEProject/cvelistV5/main/cves/';

/**
 * CVE records with what CISA adds to them, from `patchRisk.feeds.cve`.
 *
 * @returns nothing where that section is missing: the feed asks for each record on its own, so it is switched on
 *   by choice
 * @throws InputError
 */
export function createCveFeed(config: Config): Feed | undefined {
  if (!config.has(KEY)) {
    return undefined;
  }
  const options = readFeedOptions(config.getOptionalConfig(KEY), {
    key: KEY,
    url: defaultUrl,
    staleAfterDays: 3,
  });
  return {
    ...options,
    id: 'cve',
    kind: 'cve',
    title: 'CVE records with CISA Vulnrichment',

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const { url, path } = options.source;
      const outcome =
        path === undefined
          ? await refreshFromUrl(url, context)
          : await refreshFromPath(path, context);
      const { revisedAt } = await context.cveRecords.summary();
      return { ...outcome, snapshotDate: revisedAt?.slice(0, 10) };
    },
  };
}
