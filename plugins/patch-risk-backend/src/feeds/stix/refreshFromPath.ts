import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { type FileCursor, fileCursorSchema } from '../fileCursorSchema';
import { findLocalFiles } from '../findLocalFiles';
import { hashFiles } from '../hashFiles';
import { latestInstant } from '../intelligence/latestInstant';
import { outcomeOfCursor } from '../outcomeOfCursor';

/** Reads bundles of STIX 2.1 from a file or a directory; an object that is in none of them any more is forgotten. */
export async function refreshFromPath(options: {
  feedId: string;
  path: string;
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, path, context } = options;
  const saved = fileCursorSchema.safeParse(context.cursor).data;
  const before = saved?.source === path ? saved : undefined;
  const { files, isSingleFile } = await findLocalFiles(path, {
    isOther: () => false,
  });
  if (files.length === 0) {
    throw new FeedContentError(`${path} holds no .json or .jsonl file`);
  }
  const etag = await hashFiles(files, context.signal);
  if (before?.version.etag === etag) {
    return { ...outcomeOfCursor(before), unchanged: true, changed: false };
  }
  const present = new Set<string>();
  let changed = false;
  const { problems, read, accepted, refused } = await context.workers.run(
    'parse-stix',
    {
      files,
      isPage: false,
      isSingleFile,
      latest: latestInstant(context.at),
      maxBytes: context.fetcher.maxBytes,
    },
    {
      signal: context.signal,
      async onBatch({ objects }) {
        context.signal.throwIfAborted();
        const isNew = await context.transact(transaction =>
          context.objects.save(transaction, feedId, objects),
        );
        changed ||= isNew;
        for (const { id } of objects) {
          present.add(id);
        }
        await context.report(0.5);
      },
    },
  );
  const isGone = await context.transact(async transaction => {
    await context.feeds.replaceQuarantine(transaction, {
      feedId,
      problems,
      at: context.at,
    });
    return (
      accepted > 0 &&
      (await context.objects.retain(transaction, feedId, present))
    );
  });
  if (accepted === 0) {
    throw new FeedContentError(
      `${path} holds no usable STIX 2.1 object; the quarantine tells why`,
    );
  }
  const cursor: FileCursor = {
    source: path,
    version: { etag },
    counts: { read, accepted, refused },
    snapshotDate: context.at.slice(0, 10),
  };
  return {
    ...outcomeOfCursor(cursor),
    unchanged: !changed && !isGone,
    changed: changed || isGone,
  };
}
