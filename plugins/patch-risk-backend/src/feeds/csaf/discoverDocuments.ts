import type { RecordProblem } from '@patch-risk/match';
import type { FeedContext } from '../FeedContext';
import { FeedContentError } from '../FeedContentError';
import { redactUrl } from '../http/redactUrl';
import type { CsafCursor } from './csafCursorSchema';
import type { CsafSourceKind } from './CsafSourceKind';
import type { ListingInput, ListingOutput } from './parseListing';

/** Documents that a provider lists. */
export interface Discovery {
  documents: Map<string, { updated?: string }>;
  listings: CsafCursor['listings'];
  /** A list has not changed, so the documents are not all that there are. */
  isPartial: boolean;
  problems: RecordProblem[];
}

const MAX_LISTINGS = 50;

/**
 * Finds the documents of a CSAF provider: from its metadata (or a ROLIE feed), from `changes.csv`
 * or else `index.txt` of a directory, or the one document.
 *
 * @param options - `known` are the versions of lists that need not be read again.
 */
export async function discoverDocuments(options: {
  url: string;
  kind: CsafSourceKind;
  known: CsafCursor['listings'];
  context: FeedContext;
}): Promise<Discovery> {
  const { url, kind, known, context } = options;
  const found: Discovery = {
    documents: new Map(),
    listings: {},
    isPartial: false,
    problems: [],
  };

  const read = async (
    address: string,
    format: ListingInput['format'],
    isConditional: boolean,
  ): Promise<ListingOutput | undefined> => {
    if (Object.keys(found.listings).length >= MAX_LISTINGS) {
      throw new FeedContentError(
        `${redactUrl(
          url,
        )} leads to more than ${MAX_LISTINGS} lists of documents`,
      );
    }
    const file = await context.fetcher.fetch(address, {
      known: isConditional ? known[address] : undefined,
      signal: context.signal,
    });
    if (!file) {
      found.listings[address] = known[address];
      found.isPartial = true;
      return undefined;
    }
    try {
      const listing = await context.workers.run(
        'parse-csaf-listing',
        {
          path: file.path,
          name: redactUrl(address),
          url: address,
          maxBytes: context.fetcher.maxBytes,
          format,
        },
        { signal: context.signal },
      );
      found.listings[address] = file.version;
      found.problems.push(...listing.problems);
      for (const { url: document, updated } of listing.documents) {
        found.documents.set(document, { updated });
      }
      return listing;
    } finally {
      await file.remove();
    }
  };
  const readDirectory = async (directory: string) => {
    const base = directory.endsWith('/') ? directory : `${directory}/`;
    try {
      await read(new URL('changes.csv', base).href, 'changes', true);
    } catch (error) {
      if (!(error instanceof FeedContentError)) {
        throw error;
      }
      await read(new URL('index.txt', base).href, 'index', true);
    }
  };

  if (kind === 'document') {
    found.documents.set(url, {});
  } else if (kind === 'directory') {
    await readDirectory(url);
  } else {
    // Metadata is small and holds the addresses, so it is read each time.
    const root = await read(url, 'json', false);
    for (const feed of root?.feeds ?? []) {
      await read(feed, 'json', true);
    }
    for (const directory of root?.feeds.length ? [] : root?.directories ?? []) {
      await readDirectory(directory);
    }
  }
  return found;
}
