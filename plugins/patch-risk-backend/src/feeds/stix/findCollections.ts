import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { redactUrl } from '../http/redactUrl';
import type { TaxiiAnswer } from './parseTaxii';
import type { TaxiiAccess } from './TaxiiAccess';
import { taxiiRequest } from './taxiiRequest';

function folder(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}

async function ask(
  address: string,
  access: TaxiiAccess,
  context: FeedContext,
): Promise<TaxiiAnswer> {
  const file = await context.fetcher.fetch(address, {
    request: taxiiRequest(address, access),
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
    return await context.workers.run(
      'parse-taxii',
      {
        path: file.path,
        name: redactUrl(address),
        maxBytes: context.fetcher.maxBytes,
      },
      { signal: context.signal },
    );
  } finally {
    await file.remove();
  }
}

/**
 * Addresses of the collections that are to be read, from that of a server, an API root or a collection.
 *
 * @throws FeedContentError when one that config names is not there or may not be read
 */
export async function findCollections(
  access: TaxiiAccess,
  context: FeedContext,
): Promise<string[]> {
  const start = await ask(access.url, access, context);
  if (start.kind === 'collection') {
    return [folder(access.url)];
  }
  let roots = [folder(access.url)];
  if (start.kind === 'server') {
    roots = start.apiRoots.map(root => {
      if (!URL.canParse(root, access.url)) {
        throw new FeedContentError(
          `${redactUrl(access.url)} names an API root that is no URL`,
        );
      }
      return folder(new URL(root, access.url).href);
    });
  }
  const wanted = new Set(access.collections);
  const missing = new Set(wanted);
  const found: string[] = [];
  for (const root of roots) {
    const base =
      start.kind === 'collections' ? root : new URL('collections/', root).href;
    const answer =
      start.kind === 'collections' ? start : await ask(base, access, context);
    if (answer.kind !== 'collections') {
      throw new FeedContentError(`${redactUrl(base)} lists no collections`);
    }
    for (const { id, title, alias, can_read: canRead } of answer.collections) {
      const names = [id, title, alias].filter(name => name !== undefined);
      const isWanted =
        wanted.size === 0 || names.some(name => wanted.has(name));
      if (canRead && isWanted) {
        names.forEach(name => missing.delete(name));
        found.push(new URL(`${id}/`, base).href);
      }
    }
  }
  if (missing.size > 0 || found.length === 0) {
    throw new FeedContentError(
      `${redactUrl(access.url)} has no collection ${
        [...missing].map(name => `'${name.slice(0, 100)}'`).join(', ') ||
        'at all'
      } that may be read; look at the names in patchRisk.feeds.stix and at the rights of the account`,
    );
  }
  return [...new Set(found)];
}
