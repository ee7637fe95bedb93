import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { CsafWriter } from './CsafWriter';
import { findLocalFiles } from '../findLocalFiles';

/** Files that stand beside the documents of a provider. */
const LISTS = new Set([
  'provider-metadata.json',
  'service.json',
  'package.json',
]);

const REPORT_EVERY = 50;

/** Reads CSAF documents from a file or a directory; those that are stored already only by their hash. */
export async function refreshFromPath(options: {
  feedId: string;
  path: string;
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, path, context } = options;
  const { files, isSingleFile } = await findLocalFiles(path, {
    isOther: name => name.includes('feed-tlp') || LISTS.has(name),
  });
  if (files.length === 0) {
    throw new FeedContentError(`${path} holds no .json or .jsonl file`);
  }
  const writer = CsafWriter.create({ feedId, context });
  const knownHashes = await context.advisories.listHashes(feedId);
  const expected = Math.max(files.length, knownHashes.length);
  try {
    const { unchanged, accepted, refused } = await context.workers.run(
      'parse-csaf',
      {
        files,
        isSingleFile,
        knownHashes,
        maxBytes: context.fetcher.maxBytes,
        today: context.at.slice(0, 10),
      },
      {
        signal: context.signal,
        async onBatch(batch) {
          await writer.write(batch);
          if (writer.isIdle && writer.written % REPORT_EVERY === 0) {
            await context.report(
              writer.written /
                Math.max(expected, writer.written + REPORT_EVERY),
            );
          }
        },
      },
    );
    await context.transact(transaction =>
      context.feeds.retainQuarantine(
        transaction,
        feedId,
        new Set([...unchanged, ...accepted, ...refused]),
      ),
    );
    const known = unchanged.length + accepted.length;
    if (known === 0) {
      throw new FeedContentError(
        `${path} holds no usable CSAF 2.0 document; the quarantine tells why`,
      );
    }
    return {
      cursor: undefined,
      read: known + refused.length,
      accepted: known,
      refused: refused.length,
      unchanged: !writer.changed,
      changed: writer.changed,
    };
  } finally {
    await writer.rollback();
  }
}
