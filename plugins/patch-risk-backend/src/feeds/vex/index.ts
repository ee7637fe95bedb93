import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readAdviceFiles } from '../advice/readAdviceFiles';
import { refreshFromPath } from '../advice/refreshFromPath';
import { CsafWriter } from '../csaf/CsafWriter';
import type { Feed, FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { type FileCursor, fileCursorSchema } from '../fileCursorSchema';
import { outcomeOfCursor } from '../outcomeOfCursor';
import { readFeedOptions } from '../readFeedOptions';
import { withFeedFile } from '../withFeedFile';

/** One document at an address; unchanged ones are not read again. */
async function refreshFromUrl(
  feedId: string,
  url: string,
  context: FeedContext,
): Promise<FeedOutcome> {
  const saved = fileCursorSchema.safeParse(context.cursor).data;
  const cursor = saved?.source === url ? saved : undefined;
  const writer = CsafWriter.create({ feedId, context });
  try {
    const read = await withFeedFile({
      source: { url },
      known: cursor?.version,
      context,
      use: async file =>
        readAdviceFiles({
          kind: 'vex',
          files: [file],
          isSingleFile: true,
          knownHashes: await context.advisories.listHashes(feedId),
          writer,
          context,
        }),
    });
    if (!read) {
      return { ...outcomeOfCursor(cursor), unchanged: true, changed: false };
    }
    const { unchanged, accepted, refused } = read.result;
    if (unchanged.length + accepted.length === 0) {
      throw new FeedContentError(
        `The address of ${feedId} gives no usable VEX document; the quarantine tells why`,
      );
    }
    const next: FileCursor = {
      source: url,
      version: read.version,
      counts: {
        read: unchanged.length + accepted.length + refused.length,
        accepted: unchanged.length + accepted.length,
        refused: refused.length,
      },
      snapshotDate: context.at.slice(0, 10),
    };
    const { changed } = writer;
    return { ...outcomeOfCursor(next), unchanged: !changed, changed };
  } finally {
    await writer.rollback();
  }
}

/**
 * VEX documents (CycloneDX, OpenVEX) of one source, from an item of `patchRisk.feeds.vex`.
 *
 * @param config - The item.
 * @param key - Its key, for errors.
 * @throws InputError
 */
export function createVexFeed(config: Config, key: string): Feed {
  const id = config.getString('id');
  if (!/^[a-z0-9][a-z0-9-]{0,50}$/.test(id)) {
    throw new InputError(
      `Config ${key}.id is '${id}'; write up to 51 lower-case letters, digits and hyphens, beginning with a letter or digit`,
    );
  }
  const options = readFeedOptions(config, { key, staleAfterDays: 30 });
  const feedId = `vex-${id}`;
  return {
    ...options,
    id: feedId,
    kind: 'vex',
    title: config.getOptionalString('title') ?? `VEX documents (${id})`,

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const { url, path } = options.source;
      const what = 'VEX documents';
      const outcome =
        path === undefined
          ? await refreshFromUrl(feedId, url, context)
          : await refreshFromPath({ feedId, kind: 'vex', what, path, context });
      const snapshotDate = await context.advisories.latestRevision(feedId);
      return { ...outcome, snapshotDate };
    },
  };
}
