import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Feed, FeedOutcome } from '../Feed';
import type { FeedContext } from '../FeedContext';
import { readTlpLabels } from '../intelligence/readTlpLabels';
import { readFeedOptions } from '../readFeedOptions';
import type { CsafSourceKind } from './CsafSourceKind';
import { refreshFromPath } from './refreshFromPath';
import { refreshFromUrl } from './refreshFromUrl';

const kinds: CsafSourceKind[] = ['domain', 'provider', 'directory', 'document'];

function kindOf(url: string): CsafSourceKind {
  if (url.endsWith('/')) {
    return 'directory';
  }
  return /provider-metadata\.json$|feed[^/]*\.json$/i.test(url)
    ? 'provider'
    : 'document';
}

/**
 * CSAF 2.0 advisories of one source, from an item of `patchRisk.feeds.csaf`: `id`, `url` or `path`,
 * `kind` (of what the URL leads to; told from the URL where left out).
 *
 * @param config - The item.
 * @param key - Its key, for errors.
 * @throws InputError
 */
export function createCsafFeed(config: Config, key: string): Feed {
  const id = config.getString('id');
  if (!/^[a-z0-9][a-z0-9-]{0,50}$/.test(id)) {
    throw new InputError(
      `Config ${key}.id is '${id}'; write up to 51 lower-case letters, digits and hyphens, beginning with a letter or digit`,
    );
  }
  const kind = config.getOptionalString('kind');
  const known = kinds.find(each => each === kind);
  if (kind !== undefined && !known) {
    throw new InputError(
      `Config ${key}.kind is '${kind}'; write one of ${kinds.join(', ')}`,
    );
  }
  const options = readFeedOptions(config, { key, staleAfterDays: 7 });
  const tlp = [...readTlpLabels(config, { key, fallback: ['CLEAR'] })];
  const feedId = `csaf-${id}`;
  return {
    ...options,
    id: feedId,
    kind: 'csaf',
    title: config.getOptionalString('title') ?? `CSAF advisories (${id})`,

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const { url, path } = options.source;
      await context.fixHistory.followStored(feedId, context);
      const outcome =
        path === undefined
          ? await refreshFromUrl({
              feedId,
              url,
              kind: known ?? kindOf(url),
              tlp,
              context,
            })
          : await refreshFromPath({ feedId, path, context });
      const hasReleased = await context.transact(async transaction => {
        const released = await context.advisories.releasePlannedFixes(
          transaction,
          {
            feedId,
            today: context.at.slice(0, 10),
            at: context.at,
          },
        );
        if (released) {
          await context.feeds.bumpRevision(transaction, feedId);
        }
        return released;
      });
      const latest = await context.advisories.latestRevision(feedId);
      return {
        ...outcome,
        snapshotDate: latest,
        unchanged: outcome.unchanged && !hasReleased,
        changed: outcome.changed || hasReleased,
      };
    },
  };
}
