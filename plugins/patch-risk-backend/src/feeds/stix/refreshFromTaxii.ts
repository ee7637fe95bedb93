import type { RecordProblem } from '@patch-risk/match';
import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { redactUrl } from '../http/redactUrl';
import { latestInstant } from '../intelligence/latestInstant';
import { findCollections } from './findCollections';
import type { TaxiiAccess } from './TaxiiAccess';
import { taxiiRequest } from './taxiiRequest';
import { type TaxiiCursor, taxiiCursorSchema } from './taxiiSchema';

const PAGE_LIMIT = 1_000;
const MOST_PAGES = 10_000;
const TYPES =
  'attack-pattern,campaign,identity,indicator,infrastructure,intrusion-set,malware,marking-definition,relationship,sighting,software,threat-actor,tool,vulnerability';

type Position = TaxiiCursor['collections'][string];

function pageAddress(collection: string, position: Position): string {
  const url = new URL('objects/', collection);
  url.searchParams.set('limit', String(PAGE_LIMIT));
  url.searchParams.set('match[type]', TYPES);
  if (position.addedAfter) {
    url.searchParams.set('added_after', position.addedAfter);
  }
  if (position.next) {
    url.searchParams.set('next', position.next);
  }
  return url.href;
}

/**
 * Reads what was added to the collections of a TAXII 2.1 server since the last time, page by page. The place is saved
 * after each page.
 */
export async function refreshFromTaxii(options: {
  feedId: string;
  access: TaxiiAccess;
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, access, context } = options;
  const saved = taxiiCursorSchema.safeParse(context.cursor).data;
  const cursor: TaxiiCursor =
    saved?.source === access.url
      ? saved
      : {
          source: access.url,
          collections: {},
          counts: { read: 0, accepted: 0, refused: 0 },
        };
  const collections = await findCollections(access, context);
  const problems: RecordProblem[] = [];
  let changed = false;

  const readPage = async (collection: string, position: Position) => {
    const file = await context.fetcher.fetch(
      pageAddress(collection, position),
      {
        request: taxiiRequest(collection, access),
        signal: context.signal,
      },
    );
    if (!file) {
      throw new FeedContentError(
        `${redactUrl(
          collection,
        )} says that nothing has changed, without having been asked`,
      );
    }
    try {
      const output = await context.workers.run(
        'parse-stix',
        {
          files: [{ path: file.path, name: redactUrl(collection) }],
          isPage: true,
          isSingleFile: false,
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
          },
        },
      );
      return {
        output,
        newest: file.headers.get('x-taxii-date-added-last'),
      };
    } finally {
      await file.remove();
    }
  };

  const readCollection = async (collection: string) => {
    const position = (cursor.collections[collection] ??= {});
    const seen = new Set<string>();
    for (let page = 0; page < MOST_PAGES; page += 1) {
      let answer;
      try {
        answer = await readPage(collection, position);
      } catch (error) {
        // A place from the last time may have been forgotten by the server.
        if (
          page > 0 ||
          position.next === undefined ||
          !(error instanceof FeedContentError)
        ) {
          throw error;
        }
        position.next = undefined;
        answer = await readPage(collection, position);
      }
      const { output, newest } = answer;
      problems.push(...output.problems);
      cursor.counts.read += output.read;
      cursor.counts.accepted += output.accepted;
      cursor.counts.refused += output.refused;
      position.newest = newest ?? position.newest;
      if (!output.more) {
        cursor.collections[collection] = {
          addedAfter: position.newest ?? position.addedAfter,
        };
        await context.feeds.saveCursor(feedId, cursor);
        return;
      }
      const place = output.next ?? position.newest ?? '';
      if (seen.has(place) || !place) {
        throw new FeedContentError(
          `${redactUrl(collection)} leads from page to page in a circle`,
        );
      }
      seen.add(place);
      position.next = output.next;
      if (output.next === undefined) {
        // Without a mark of its own the next page is what was added later (section 3.4 of TAXII 2.1).
        position.addedAfter = position.newest;
      }
      await context.feeds.saveCursor(feedId, cursor);
      await context.report(Math.min(0.9, page / (page + 10)));
    }
    throw new FeedContentError(
      `${redactUrl(collection)} has more than ${MOST_PAGES} pages`,
    );
  };

  try {
    for (const collection of collections) {
      await readCollection(collection);
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
  return { cursor, ...cursor.counts, unchanged: !changed, changed };
}
