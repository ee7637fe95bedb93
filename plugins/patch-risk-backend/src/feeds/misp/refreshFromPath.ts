import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { type FileCursor, fileCursorSchema } from '../fileCursorSchema';
import { findLocalFiles } from '../findLocalFiles';
import { hashFiles } from '../hashFiles';
import { latestInstant } from '../intelligence/latestInstant';
import type { Tlp } from '../intelligence/Tlp';
import { outcomeOfCursor } from '../outcomeOfCursor';
import { saveEvents } from './saveEvents';

/** Files that stand beside the events of an export. */
const LISTS = new Set(['manifest.json']);

/** Reads events from a file or a directory; what an event said that is in none of them any more is withdrawn. */
export async function refreshFromPath(options: {
  feedId: string;
  title: string;
  tlp: Tlp[];
  path: string;
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, title, tlp, path, context } = options;
  const source = `${path} ${tlp.join()}`;
  const saved = fileCursorSchema.safeParse(context.cursor).data;
  const before = saved?.source === source ? saved : undefined;
  const { files, isSingleFile } = await findLocalFiles(path, {
    isOther: name => LISTS.has(name.toLowerCase()),
  });
  if (files.length === 0) {
    throw new FeedContentError(`${path} holds no .json or .jsonl file`);
  }
  const etag = await hashFiles(files, context.signal);
  if (before?.version.etag === etag) {
    return { ...outcomeOfCursor(before), unchanged: true, changed: false };
  }
  const scopes = new Set<string>();
  let changed = false;
  const { problems, ...counts } = await context.workers.run(
    'parse-misp',
    {
      files,
      isSingleFile,
      latest: latestInstant(context.at),
      maxBytes: context.fetcher.maxBytes,
      title,
      tlp,
    },
    {
      signal: context.signal,
      async onBatch({ events }) {
        const isChanged = await saveEvents({ feedId, events, context });
        changed ||= isChanged;
        for (const { uuid } of events) {
          scopes.add(uuid);
        }
        await context.report(0.5);
      },
    },
  );
  const isWithdrawn = await context.transact(async transaction => {
    await context.feeds.replaceQuarantine(transaction, {
      feedId,
      problems,
      at: context.at,
    });
    const isGone =
      counts.accepted > 0 &&
      (await context.sightings.retain(transaction, {
        feedId,
        scopes,
        at: context.at,
      }));
    if (isGone) {
      await context.feeds.bumpRevision(transaction, feedId);
    }
    return isGone;
  });
  changed ||= isWithdrawn;
  if (counts.accepted === 0) {
    throw new FeedContentError(
      `${path} holds no usable event of MISP; the quarantine tells why`,
    );
  }
  const cursor: FileCursor = {
    source,
    version: { etag },
    counts,
    snapshotDate: context.at.slice(0, 10),
  };
  return { ...outcomeOfCursor(cursor), unchanged: !changed, changed };
}
