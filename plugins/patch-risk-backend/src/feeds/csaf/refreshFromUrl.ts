import { NotAllowedError } from '@backstage/errors';
import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { FeedTooLargeError } from '../FeedTooLargeError';
import type { FetchedFile } from '../http/FeedFetcher';
import { redactUrl } from '../http/redactUrl';
import type { Tlp } from '../intelligence/Tlp';
import { type CsafCursor, csafCursorSchema } from './csafCursorSchema';
import type { CsafSourceKind } from './CsafSourceKind';
import { CsafWriter } from './CsafWriter';
import { checkHash } from './checkHash';
import { discoverDocuments, type Discovery } from './discoverDocuments';
import { withdrawUnlisted } from './withdrawUnlisted';
import { fetchTogether } from '../fetchTogether';

const GROUP = 8;
const SAVE_EVERY = 25;

/** One document that is fetched, or the reason why it was not. */
interface Fetched {
  url: string;
  file?: FetchedFile;
  refusal?: string;
  hash?: 'fits' | 'unread';
}

async function fetchOne(
  url: string,
  options: {
    cursor: CsafCursor;
    listed: Discovery['documents'];
    context: FeedContext;
  },
): Promise<Fetched> {
  const { cursor, listed, context } = options;
  let file: FetchedFile | undefined;
  try {
    const known = cursor.documents[url];
    file = await context.fetcher.fetch(url, {
      known: known?.refused ? undefined : known?.version,
      signal: context.signal,
    });
    const hash =
      file &&
      (await checkHash({
        file,
        hashes: listed.get(url)?.hashes ?? [],
        context,
      }));
    return { url, file, hash };
  } catch (error) {
    await file?.remove();
    // What a later attempt may cure stops the refresh; the rest concerns one document.
    if (
      error instanceof FeedContentError ||
      error instanceof FeedTooLargeError ||
      error instanceof NotAllowedError
    ) {
      return { url, refusal: error.message };
    }
    throw error;
  }
}

async function storeGroup(options: {
  fetched: readonly Fetched[];
  listed: Discovery['documents'];
  cursor: CsafCursor;
  knownHashes: string[];
  writer: CsafWriter;
  context: FeedContext;
}): Promise<void> {
  const { fetched, listed, cursor, writer, context } = options;
  const received = fetched.flatMap(({ url, file }) =>
    file ? [{ url, file, name: redactUrl(url) }] : [],
  );
  try {
    const output = await context.workers.run(
      'parse-csaf',
      {
        files: received.map(({ file, name }) => ({ path: file.path, name })),
        isSingleFile: false,
        knownHashes: options.knownHashes,
        maxBytes: context.fetcher.maxBytes,
        today: context.at.slice(0, 10),
      },
      { signal: context.signal, onBatch: batch => writer.write(batch) },
    );
    const refused = new Set(output.refused);
    for (const { url, refusal } of fetched) {
      if (refusal) {
        await writer.refuse(redactUrl(url), refusal);
        refused.add(redactUrl(url));
      }
    }
    for (const { url, file, hash } of fetched) {
      const before = cursor.documents[url];
      cursor.documents[url] = {
        updated: listed.get(url)?.updated ?? before?.updated,
        version: file ? file.version : before?.version,
        refused: refused.has(redactUrl(url)) || undefined,
        advisory: writer.advisories.get(redactUrl(url)) ?? before?.advisory,
        hash: file ? hash : before?.hash,
        signature: listed.get(url)?.signature ?? before?.signature,
      };
    }
  } finally {
    await Promise.all(received.map(({ file }) => file.remove()));
  }
}

/** Reads CSAF documents over HTTP; only those that are new or have changed since the last refresh. */
export async function refreshFromUrl(options: {
  feedId: string;
  url: string;
  kind: CsafSourceKind;
  tlp: Tlp[];
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, url, kind, tlp, context } = options;
  const saved = csafCursorSchema.safeParse(context.cursor).data;
  // Other labels are taken from now on: the lists are to be read in full.
  const source = `${url} ${tlp.join()}`;
  const before =
    saved?.source === source || saved?.source === url ? saved : undefined;
  const discovery = await discoverDocuments({
    url,
    kind,
    tlp,
    known:
      before?.isComplete && before.source === source ? before.listings : {},
    context,
  });
  const cursor: CsafCursor = {
    source,
    isComplete: false,
    listings: before?.listings ?? {},
    documents: { ...before?.documents },
  };
  const unlisted: string[] = [];
  if (!discovery.isPartial) {
    for (const known of Object.keys(cursor.documents)) {
      if (!discovery.documents.has(known)) {
        unlisted.push(known);
      }
    }
  }
  const changed = [...discovery.documents.keys()].filter(document => {
    const updated = discovery.documents.get(document)?.updated;
    return !updated || cursor.documents[document]?.updated !== updated;
  });
  // A document may have been repaired, or cut off on its way, without a word in the list.
  const refusedBefore = Object.keys(cursor.documents).filter(
    document => cursor.documents[document].refused,
  );
  const due = [...new Set([...changed, ...refusedBefore])];

  const writer = CsafWriter.create({ feedId, context });
  const knownHashes = await context.advisories.listHashes(feedId);
  try {
    for (let start = 0; start < due.length; start += GROUP) {
      const fetched = await fetchTogether(
        due.slice(start, start + GROUP),
        each =>
          fetchOne(each, { cursor, listed: discovery.documents, context }),
      );
      await storeGroup({
        fetched,
        listed: discovery.documents,
        cursor,
        knownHashes,
        writer,
        context,
      });
      if ((start / GROUP) % SAVE_EVERY === SAVE_EVERY - 1) {
        await context.feeds.saveCursor(feedId, cursor);
      }
      await context.report(Math.min(1, (start + GROUP) / due.length));
    }
  } finally {
    await writer.rollback();
    await context.feeds.saveCursor(feedId, cursor);
  }

  const withdrawn = await withdrawUnlisted({
    feedId,
    unlisted,
    cursor,
    context,
  });
  discovery.problems.push(...withdrawn.problems);
  const documents = Object.values(cursor.documents);
  const refused = documents.filter(document => document.refused).length;
  if (!discovery.isPartial) {
    const record = redactUrl(url);
    const present = Object.keys(cursor.documents).map(redactUrl);
    await context.transact(async transaction => {
      await context.feeds.retainQuarantine(
        transaction,
        feedId,
        new Set(present),
      );
      if (discovery.problems.length > 0) {
        await context.feeds.replaceQuarantine(transaction, {
          feedId,
          record,
          problems: discovery.problems
            .slice(0, 1_000)
            .map(problem => ({ ...problem, record })),
          at: context.at,
        });
      }
    });
  }
  if (kind === 'document' && refused > 0) {
    throw new FeedContentError(
      `${redactUrl(
        url,
      )} is no usable CSAF 2.0 document; the quarantine tells why`,
    );
  }
  return {
    cursor: { ...cursor, isComplete: true, listings: discovery.listings },
    read: documents.length,
    accepted: documents.length - refused,
    refused,
    unchanged: !writer.changed && !withdrawn.changed,
    changed: writer.changed || withdrawn.changed,
  };
}
