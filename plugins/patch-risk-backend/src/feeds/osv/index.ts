import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { refreshFromPath } from '../advice/refreshFromPath';
import type { Feed, FeedOutcome } from '../Feed';
import type { FeedContext } from '../FeedContext';
import { readFeedOptions } from '../readFeedOptions';
import { refreshFromUrl } from './refreshFromUrl';

const KEY = 'patchRisk.feeds.osv';
const defaultUrl = 'https://osv-vulnerabilities.storage.googleapis.com/';

/**
 * Vulnerabilities of packages from OSV, from `patchRisk.feeds.osv`.
 *
 * @returns nothing where that section is missing: only components of devices are matched with it, and which
 *   ecosystems they come from is a choice
 * @throws InputError
 */
export function createOsvFeed(config: Config): Feed | undefined {
  if (!config.has(KEY)) return undefined;
  const section = config.getConfig(KEY);
  const options = readFeedOptions(section, {
    key: KEY,
    url: defaultUrl,
    staleAfterDays: 3,
  });
  const ecosystems = section.getOptionalStringArray('ecosystems') ?? [];
  const wrong = ecosystems.find(name => !/^[A-Za-z][\w .:-]{0,60}$/.test(name));
  if (wrong !== undefined) {
    throw new InputError(
      `Config ${KEY}.ecosystems holds '${wrong}'; write names as OSV has them, such as Debian:12, npm or PyPI`,
    );
  }
  if (options.source.path === undefined && ecosystems.length === 0) {
    throw new InputError(
      `Config ${KEY}.ecosystems is missing; list those whose packages your devices hold, such as [Debian:12, npm], or set ${KEY}.path`,
    );
  }
  return {
    ...options,
    id: 'osv',
    kind: 'osv',
    title: 'OSV packages',

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const { url, path } = options.source;
      const feedId = 'osv';
      const outcome =
        path === undefined
          ? await refreshFromUrl({ feedId, url, ecosystems, context })
          : await refreshFromPath({
              feedId,
              kind: 'osv',
              what: 'records of OSV',
              path,
              context,
            });
      const snapshotDate = await context.advisories.latestRevision(feedId);
      return { ...outcome, snapshotDate };
    },
  };
}
