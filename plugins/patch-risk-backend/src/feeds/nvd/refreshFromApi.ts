import { DateTime } from 'luxon';
import { readAdviceFiles } from '../advice/readAdviceFiles';
import { CsafWriter } from '../csaf/CsafWriter';
import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { redactUrl } from '../http/redactUrl';
import { type NvdCursor, nvdCursorSchema } from './nvdCursorSchema';
import type { RequestPace } from './RequestPace';

/** The most that NVD gives at once. */
const PAGE = 2_000;
/** The longest span of time that NVD answers for. */
const WINDOW_DAYS = 120;
/** What is modified may be seen so much later. */
const OVERLAP_HOURS = 2;
/** CVEs leave a window while it is read when they are modified again; then it is read anew. */
const MOST_RESTARTS = 3;

/** An instant as the parameters of NVD have it. */
function parameter(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).toFormat(
    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
  );
}

/** The next span of time to read: everything at first, then at most as much as NVD allows. */
function nextWindow(cursor: NvdCursor, at: string): NvdCursor['open'] {
  if (cursor.since === undefined) return { to: at, startIndex: 0 };
  const from = DateTime.fromISO(cursor.since, { zone: 'utc' });
  const end = DateTime.min(
    from.plus({ days: WINDOW_DAYS }),
    DateTime.fromISO(at, { zone: 'utc' }),
  );
  const to = end.toISO();
  return to === null || end <= from
    ? undefined
    : { from: cursor.since, to, startIndex: 0 };
}

function addressOf(url: string, open: NonNullable<NvdCursor['open']>): string {
  const address = new URL(url);
  address.searchParams.set('resultsPerPage', String(PAGE));
  address.searchParams.set('startIndex', String(open.startIndex));
  if (open.from !== undefined) {
    address.searchParams.set('lastModStartDate', parameter(open.from));
    address.searchParams.set('lastModEndDate', parameter(open.to));
  }
  return address.href;
}

/**
 * Reads CVEs from the CVE API 2.0 of NVD: all of them once, then what was modified since, page by
 * page. The cursor is saved after each page, so that a reading goes on where it ended.
 *
 * @param options - `apiKey` is sent as a header to the address's own origin, and nowhere shown
 */
export async function refreshFromApi(options: {
  feedId: string;
  url: string;
  apiKey: string | undefined;
  pace: RequestPace;
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, url, apiKey, pace, context } = options;
  const saved = nvdCursorSchema.safeParse(context.cursor).data;
  const cursor: NvdCursor =
    saved?.source === url ? { ...saved } : { source: url };
  const writer = CsafWriter.create({ feedId, context });
  const knownHashes = await context.advisories.listHashes(feedId);
  const counts = { read: 0, refused: 0 };
  let restarts = 0;

  const readPage = async (open: NonNullable<NvdCursor['open']>) => {
    await pace.turn(context.signal);
    const file = await context.fetcher.fetch(addressOf(url, open), {
      signal: context.signal,
      request: { apiKey },
    });
    if (!file) throw new FeedContentError(`${redactUrl(url)} sent nothing`);
    try {
      const name = redactUrl(url);
      const { page, ...output } = await readAdviceFiles({
        kind: 'nvd',
        files: [{ path: file.path, name }],
        isSingleFile: true,
        knownHashes,
        writer,
        context,
      });
      if (!page) {
        throw new FeedContentError(
          `${name} is no page of the CVE API 2.0 of NVD; the quarantine tells why`,
        );
      }
      counts.read += output.unchanged.length + output.accepted.length;
      counts.read += output.refused.length;
      counts.refused += output.refused.length;
      return page;
    } finally {
      await file.remove();
    }
  };

  try {
    cursor.open ??= nextWindow(cursor, context.at);
    while (cursor.open) {
      const { open } = cursor;
      const page = await readPage(open);
      const isShorter = page.totalResults < (open.totalResults ?? 0);
      const next = open.startIndex + page.resultsPerPage;
      const isDone = next >= page.totalResults || page.resultsPerPage === 0;
      if (isShorter && restarts < MOST_RESTARTS) {
        restarts += 1;
        cursor.open = { ...open, startIndex: 0, totalResults: undefined };
      } else if (isDone) {
        cursor.since =
          DateTime.fromISO(open.to, { zone: 'utc' })
            .minus({ hours: OVERLAP_HOURS })
            .toISO() ?? open.to;
        // A window that ends with the present is the last one.
        cursor.open =
          open.to === context.at ||
          DateTime.fromISO(open.to) >= DateTime.fromISO(context.at)
            ? undefined
            : nextWindow(cursor, context.at);
      } else {
        const { totalResults } = page;
        cursor.open = { ...open, startIndex: next, totalResults };
      }
      await context.feeds.saveCursor(feedId, cursor);
      await context.report(
        isDone ? 1 : Math.min(1, next / Math.max(1, page.totalResults)),
      );
    }
  } finally {
    await writer.rollback();
  }
  const accepted = (await context.advisories.listHashes(feedId)).length;
  return {
    cursor,
    read: accepted + counts.refused,
    accepted,
    refused: counts.refused,
    unchanged: !writer.changed,
    changed: writer.changed,
  };
}
