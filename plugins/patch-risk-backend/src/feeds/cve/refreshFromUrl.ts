import { NotAllowedError } from '@backstage/errors';
import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { FeedTooLargeError } from '../FeedTooLargeError';
import type { FetchedFile } from '../http/FeedFetcher';
import { redactUrl } from '../http/redactUrl';
import { type CveCursor, cveCursorSchema } from './cveCursorSchema';
import { findDueRecords } from './findDueRecords';
import { readChanges } from './readChanges';
import { recordUrl } from './recordUrl';
import { saveBatch } from './saveBatch';
import { fetchTogether } from '../fetchTogether';

const GROUP = 8;
const SAVE_EVERY = 25;
/** One refresh does not run for hours; the next one goes on from there. */
const MOST_RECORDS = 5_000;

interface Fetched {
  cve: string;
  name: string;
  file?: FetchedFile;
  refusal?: string;
}

async function fetchOne(
  base: string,
  cve: string,
  context: FeedContext,
): Promise<Fetched> {
  const url = recordUrl(base, cve);
  const name = redactUrl(url);
  try {
    const file = await context.fetcher.fetch(url, { signal: context.signal });
    return { cve, name, file };
  } catch (error) {
    // What a later attempt may cure stops the refresh; the rest concerns one record.
    if (
      error instanceof FeedContentError ||
      error instanceof FeedTooLargeError ||
      error instanceof NotAllowedError
    ) {
      return { cve, name, refusal: error.message };
    }
    throw error;
  }
}

/** Stores a group. @returns whether anything changed */
async function storeGroup(
  fetched: readonly Fetched[],
  cursor: CveCursor,
  context: FeedContext,
): Promise<boolean> {
  const received = fetched.flatMap(each =>
    each.file ? [{ ...each, file: each.file }] : [],
  );
  let changed = false;
  try {
    const problems = fetched.flatMap(({ name, refusal }) =>
      refusal ? [{ record: name, reason: refusal }] : [],
    );
    const { refusedFiles } = await context.workers.run(
      'parse-cve',
      {
        files: received.map(({ file, name }) => ({ path: file.path, name })),
        isSingleFile: false,
        knownHashes: [],
        maxBytes: context.fetcher.maxBytes,
      },
      {
        signal: context.signal,
        async onBatch(batch) {
          problems.push(...batch.problems);
          const isChanged = await saveBatch(context, {
            records: batch.records,
            // What is asked for by its name is no sample of all records: KEV names the exploited ones.
            isListed: publishedOn =>
              publishedOn !== undefined && publishedOn >= cursor.since,
          });
          changed ||= isChanged;
        },
      },
    );
    await context.transact(async transaction => {
      for (const { name } of fetched) {
        await context.feeds.replaceQuarantine(transaction, {
          feedId: 'cve',
          record: name,
          problems: problems.filter(({ record }) => record === name),
          at: context.at,
        });
      }
    });
    for (const { cve, name, refusal } of fetched) {
      if (refusal ?? refusedFiles.includes(name)) {
        cursor.absent[cve] = context.at.slice(0, 10);
      } else {
        delete cursor.absent[cve];
      }
    }
    return changed;
  } finally {
    await Promise.all(received.map(({ file }) => file.remove()));
  }
}

/**
 * Reads CVE records over HTTP from the CVE List: those of vulnerabilities that other feeds name, and every record that
 * is published from the first reading on. What changes is told by its `deltaLog.json`.
 *
 * @param url - of the folder `cves`
 */
export async function refreshFromUrl(
  url: string,
  context: FeedContext,
): Promise<FeedOutcome> {
  const base = url.endsWith('/') ? url : `${url}/`;
  const saved = cveCursorSchema.safeParse(context.cursor).data;
  const before = saved?.source === url ? saved : undefined;
  const changes = await readChanges({ base, before, context });
  const cursor: CveCursor = {
    source: url,
    version: changes.version,
    since: before?.since ?? changes.newest.slice(0, 10),
    fetchTime: changes.newest,
    pending: [],
    absent: { ...before?.absent },
  };
  const due = await findDueRecords({ changes, before, context });
  const now = due.slice(0, MOST_RECORDS);
  const later = due.slice(MOST_RECORDS);
  let changed = false;
  let done = 0;
  // Whenever this ends, the list counts as read, and what was not come to is pending.
  const save = () => {
    cursor.pending = [...now.slice(done), ...later];
    return context.feeds.saveCursor('cve', cursor);
  };
  try {
    while (done < now.length) {
      const fetched = await fetchTogether(now.slice(done, done + GROUP), cve =>
        fetchOne(base, cve, context),
      );
      const isChanged = await storeGroup(fetched, cursor, context);
      changed ||= isChanged;
      done += fetched.length;
      if ((done / GROUP) % SAVE_EVERY === 0) {
        await save();
      }
      await context.report(done / now.length);
    }
  } finally {
    await save();
  }
  const { records } = await context.cveRecords.summary();
  const refused = Object.keys(cursor.absent).length;
  return {
    cursor,
    read: records + refused,
    accepted: records,
    refused,
    unchanged: !changed,
    changed,
  };
}
