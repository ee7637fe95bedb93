import { CsafWriter } from '../csaf/CsafWriter';
import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { findLocalFiles } from '../findLocalFiles';
import type { AdviceInput } from './parseAdvice';
import { readAdviceFiles } from './readAdviceFiles';

/**
 * Reads documents from a file or a directory; those that are stored already only by their hash.
 *
 * @param options - `what` names the documents in errors
 */
export async function refreshFromPath(options: {
  feedId: string;
  kind: AdviceInput['kind'];
  what: string;
  path: string;
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, kind, what, path, context } = options;
  const { files, isSingleFile } = await findLocalFiles(path, {
    isOther: name => name === 'package.json',
    alsoZip: kind === 'osv',
  });
  if (files.length === 0) {
    throw new FeedContentError(`${path} holds no file that could be ${what}`);
  }
  const writer = CsafWriter.create({ feedId, context });
  const knownHashes = await context.advisories.listHashes(feedId);
  try {
    const { unchanged, accepted, refused } = await readAdviceFiles({
      kind,
      files,
      isSingleFile,
      knownHashes,
      writer,
      context,
      onProgress: written =>
        context.report(written / (Math.max(knownHashes.length, written) + 50)),
    });
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
        `${path} holds nothing usable of ${what}; the quarantine tells why`,
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
