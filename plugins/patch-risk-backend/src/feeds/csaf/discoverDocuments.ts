import { NotAllowedError } from '@backstage/errors';
import type { RecordProblem } from '@patch-risk/match';
import type { FeedContext } from '../FeedContext';
import { FeedContentError } from '../FeedContentError';
import { redactUrl } from '../http/redactUrl';
import type { Tlp } from '../intelligence/Tlp';
import type { CsafCursor } from './csafCursorSchema';
import type { CsafSourceKind } from './CsafSourceKind';
import type {
  ListedDocument,
  ListingInput,
  ListingOutput,
} from './parseListing';

/** Documents that a provider lists. */
export interface Discovery {
  documents: Map<string, Omit<ListedDocument, 'url'>>;
  listings: CsafCursor['listings'];
  /** A list has not changed, so the documents are not all that there are. */
  isPartial: boolean;
  problems: RecordProblem[];
}

const MAX_LISTINGS = 50;

/**
 * Finds the documents of a CSAF provider: from its domain, its metadata (or a ROLIE feed), from `changes.csv`
 * or else `index.txt` of a directory, or the one document.
 *
 * @param options - `known` are the versions of lists that need not be read again.
 */
export async function discoverDocuments(options: {
  url: string;
  kind: CsafSourceKind;
  known: CsafCursor['listings'];
  tlp: Tlp[];
  context: FeedContext;
}): Promise<Discovery> {
  const { url, kind, known, tlp, context } = options;
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
          tlp,
        },
        { signal: context.signal },
      );
      found.listings[address] = file.version;
      found.problems.push(...listing.problems);
      for (const { url: document, ...rest } of listing.documents) {
        found.documents.set(document, rest);
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

  /** Reads a list that may not be there. */
  const attempt = async (address: string, format: ListingInput['format']) => {
    try {
      return await read(address, format, false);
    } catch (error) {
      if (
        error instanceof FeedContentError ||
        error instanceof NotAllowedError
      ) {
        return undefined;
      }
      throw error;
    }
  };
  /** Finds the metadata of a domain in the order of section 7.3 of CSAF 2.0. */
  const findProvider = async () => {
    const at = (path: string) => new URL(path, url).href;
    const wellKnown = await attempt(
      at('/.well-known/csaf/provider-metadata.json'),
      'json',
    );
    if (wellKnown) {
      return wellKnown;
    }
    for (const path of ['/.well-known/security.txt', '/security.txt']) {
      const security = await attempt(at(path), 'security');
      for (const address of security?.feeds ?? []) {
        const provider = await attempt(address, 'json');
        if (provider) {
          return provider;
        }
      }
    }
    const { hostname } = new URL(url);
    const last = await attempt(
      `https://csaf.data.security.${hostname}/`,
      'json',
    );
    if (!last) {
      throw new FeedContentError(
        `${redactUrl(
          url,
        )} has no CSAF provider metadata where it should be (.well-known, security.txt, csaf.data.security); set the address of its provider-metadata.json, and allow its host in patchRisk.feeds.http.allowedHosts`,
      );
    }
    return last;
  };

  if (kind === 'document') {
    found.documents.set(url, {});
  } else if (kind === 'directory') {
    await readDirectory(url);
  } else {
    // Metadata is small and holds the addresses, so it is read each time.
    const root =
      kind === 'domain' ? await findProvider() : await read(url, 'json', false);
    const feeds = [...(root?.feeds ?? [])];
    const seen = new Set(feeds);
    for (let feed = feeds.shift(); feed; feed = feeds.shift()) {
      const listing = await read(feed, 'json', true);
      // A service document leads to feeds, and a page of a feed to the next one.
      for (const more of listing?.feeds ?? []) {
        if (!seen.has(more)) {
          seen.add(more);
          feeds.push(more);
        }
      }
    }
    for (const directory of seen.size > 0 ? [] : root?.directories ?? []) {
      await readDirectory(directory);
    }
  }
  return found;
}
