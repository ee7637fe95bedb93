import type { Config } from '@backstage/config';
import type { Feed, FeedOutcome } from '../Feed';
import type { FeedContext } from '../FeedContext';
import { readIntelligenceOptions } from '../intelligence/readIntelligenceOptions';
import { readTaxiiAccess } from './readTaxiiAccess';
import { refreshFromPath } from './refreshFromPath';
import { refreshFromTaxii } from './refreshFromTaxii';
import { writeSightings } from './writeSightings';

/**
 * Threat intelligence in STIX 2.1, from a TAXII 2.1 server or from files: an item of `patchRisk.feeds.stix`.
 *
 * @param config - the item
 * @param key - its key, for errors
 * @throws InputError
 */
export function createStixFeed(config: Config, key: string): Feed {
  const {
    id,
    title: configured,
    tlp,
    ...options
  } = readIntelligenceOptions(config, key);
  const { url, path } = options.source;
  const access =
    path === undefined ? readTaxiiAccess(config, { key, url }) : undefined;
  const feedId = `stix-${id}`;
  const title = configured ?? `STIX intelligence (${id})`;
  return {
    ...options,
    id: feedId,
    kind: 'stix',
    title,

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const outcome = access
        ? await refreshFromTaxii({ feedId, access, context })
        : await refreshFromPath({ feedId, path: path ?? '', context });
      // What is taken may have been set anew, and a join may have been cut off.
      const changed = await writeSightings({ feedId, title, tlp, context });
      return {
        ...outcome,
        snapshotDate: context.at.slice(0, 10),
        unchanged: outcome.unchanged && !changed,
        changed,
      };
    },
  };
}
