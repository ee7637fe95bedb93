import type { RecordProblem } from '@patch-risk/match';
import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { findLocalFiles } from '../findLocalFiles';
import { saveBatch } from './saveBatch';

/** Files that stand beside the records of the CVE List. */
const LISTS = new Set([
  'delta.json',
  'deltalog.json',
  'recent_activities.json',
  'package.json',
  'package-lock.json',
]);

/** Reads CVE records from a file or a directory; those that are stored already only by their hash. */
export async function refreshFromPath(
  path: string,
  context: FeedContext,
): Promise<FeedOutcome> {
  const { files, isSingleFile } = await findLocalFiles(path, {
    isOther: name => LISTS.has(name.toLowerCase()),
  });
  if (files.length === 0) {
    throw new FeedContentError(`${path} holds no .json or .jsonl file`);
  }
  const problems: RecordProblem[] = [];
  let changed = false;
  const { read, accepted, refused } = await context.workers.run(
    'parse-cve',
    {
      files,
      isSingleFile,
      knownHashes: await context.cveRecords.listHashes(),
      maxBytes: context.fetcher.maxBytes,
    },
    {
      signal: context.signal,
      async onBatch(batch) {
        problems.push(...batch.problems);
        const isChanged = await saveBatch(context, {
          records: batch.records,
          isListed: () => true,
        });
        changed ||= isChanged;
        await context.report(batch.filesDone / files.length);
      },
    },
  );
  await context.transact(transaction =>
    context.feeds.replaceQuarantine(transaction, {
      feedId: 'cve',
      problems,
      at: context.at,
    }),
  );
  if (accepted === 0) {
    throw new FeedContentError(
      `${path} holds no usable CVE record of format 5.x; the quarantine tells why`,
    );
  }
  return {
    cursor: undefined,
    read,
    accepted,
    refused,
    unchanged: !changed,
    changed,
  };
}
