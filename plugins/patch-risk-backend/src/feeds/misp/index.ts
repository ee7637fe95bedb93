import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Feed, FeedOutcome } from '../Feed';
import type { FeedContext } from '../FeedContext';
import { readIntelligenceOptions } from '../intelligence/readIntelligenceOptions';
import { refreshFromPath } from './refreshFromPath';
import { refreshFromServer } from './refreshFromServer';

/**
 * Events of MISP, from a server or from files: an item of `patchRisk.feeds.misp`.
 *
 * @param config - the item
 * @param key - its key, for errors
 * @throws InputError
 */
export function createMispFeed(config: Config, key: string): Feed {
  const {
    id,
    title: configured,
    tlp,
    ...options
  } = readIntelligenceOptions(config, key);
  const feedId = `misp-${id}`;
  const title = configured ?? `MISP intelligence (${id})`;
  const { url, path } = options.source;
  const apiKey = config.getOptionalString('apiKey');
  if (path === undefined && apiKey === undefined) {
    throw new InputError(
      `Config ${key} has a url but no apiKey; set the key of an account that may read, or a path`,
    );
  }
  return {
    ...options,
    id: feedId,
    kind: 'misp',
    title,

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const common = { feedId, title, tlp: [...tlp], context };
      const outcome =
        path === undefined
          ? await refreshFromServer({ ...common, url, apiKey: apiKey ?? '' })
          : await refreshFromPath({ ...common, path });
      return { ...outcome, snapshotDate: context.at.slice(0, 10) };
    },
  };
}
