import type { RecordProblem } from '@patch-risk/match';
import { z } from 'zod';
import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { redactUrl } from '../http/redactUrl';
import { latestInstant } from '../intelligence/latestInstant';
import type { Tlp } from '../intelligence/Tlp';
import { saveEvents } from './saveEvents';

const PAGE_EVENTS = 50;
const MOST_PAGES = 10_000;

const cursorSchema = z.object({
  source: z.string(),
  /** Newest change that was read in full, ISO 8601 in UTC. */
  since: z.string().optional(),
  /** Pages of an interrupted reading that are done. */
  page: z.number().int().min(0),
  counts: z.object({
    read: z.number(),
    accepted: z.number(),
    refused: z.number(),
  }),
  /** Newest change that an interrupted reading has seen. */
  newest: z.string().optional(),
});

/** Reads the events that have changed since the last time from a server of MISP, page by page. */
export async function refreshFromServer(options: {
  feedId: string;
  title: string;
  tlp: Tlp[];
  url: string;
  /** A secret. */
  apiKey: string;
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, title, tlp, url, apiKey, context } = options;
  // Other labels are taken from now on: what was left out before is to be read too.
  const source = `${url} ${tlp.join()}`;
  const saved = cursorSchema.safeParse(context.cursor).data;
  const cursor: z.output<typeof cursorSchema> =
    saved?.source === source
      ? saved
      : {
          source,
          page: 0,
          counts: { read: 0, accepted: 0, refused: 0 },
        };
  const address = new URL(
    'events/restSearch',
    url.endsWith('/') ? url : `${url}/`,
  ).href;
  const problems: RecordProblem[] = [];
  let changed = false;

  const readPage = async (page: number): Promise<number> => {
    const file = await context.fetcher.fetch(address, {
      request: {
        accept: 'application/json',
        authorization: apiKey,
        json: JSON.stringify({
          returnFormat: 'json',
          published: true,
          includeSightings: true,
          page,
          limit: PAGE_EVENTS,
          ...(cursor.since
            ? { timestamp: Math.floor(Date.parse(cursor.since) / 1_000) }
            : {}),
        }),
      },
      signal: context.signal,
    });
    if (!file) {
      throw new FeedContentError(
        `${redactUrl(
          address,
        )} says that nothing has changed, without having been asked`,
      );
    }
    try {
      const output = await context.workers.run(
        'parse-misp',
        {
          files: [{ path: file.path, name: redactUrl(address) }],
          isSingleFile: true,
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
            for (const { changedAt } of events) {
              if (changedAt > (cursor.newest ?? '')) {
                cursor.newest = changedAt;
              }
            }
          },
        },
      );
      problems.push(...output.problems);
      cursor.counts.read += output.read;
      cursor.counts.accepted += output.accepted;
      cursor.counts.refused += output.refused;
      return output.read;
    } finally {
      await file.remove();
    }
  };

  try {
    for (;;) {
      const count = await readPage(cursor.page + 1);
      cursor.page += 1;
      if (count < PAGE_EVENTS) {
        break;
      }
      if (cursor.page >= MOST_PAGES) {
        throw new FeedContentError(
          `${redactUrl(address)} has more than ${MOST_PAGES} pages`,
        );
      }
      await context.feeds.saveCursor(feedId, cursor);
      await context.report(Math.min(0.9, cursor.page / (cursor.page + 10)));
    }
  } finally {
    await context.feeds.saveCursor(feedId, cursor);
    if (problems.length > 0) {
      await context.transact(transaction =>
        context.feeds.replaceQuarantine(transaction, {
          feedId,
          problems: problems.slice(0, 1_000),
          at: context.at,
        }),
      );
    }
  }
  cursor.since = cursor.newest ?? cursor.since;
  cursor.page = 0;
  return { cursor, ...cursor.counts, unchanged: !changed, changed };
}
