import { NotAllowedError } from '@backstage/errors';
import { readAdviceFiles } from '../advice/readAdviceFiles';
import { CsafWriter } from '../csaf/CsafWriter';
import type { FeedOutcome } from '../Feed';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { FeedTooLargeError } from '../FeedTooLargeError';
import { fetchTogether } from '../fetchTogether';
import type { FetchedFile } from '../http/FeedFetcher';
import { redactUrl } from '../http/redactUrl';
import { type OsvCursor, osvCursorSchema } from './osvCursorSchema';
import { readModified } from './readModified';

const GROUP = 8;
/** With more changes than this the whole archive costs less. */
const MOST_RECORDS = 2_000;

interface Fetched {
  name: string;
  file?: FetchedFile;
  refusal?: string;
}

/** Reads records of OSV over HTTP: the archive of each ecosystem at first, then what was modified since. */
export async function refreshFromUrl(options: {
  feedId: string;
  url: string;
  ecosystems: readonly string[];
  context: FeedContext;
}): Promise<FeedOutcome> {
  const { feedId, ecosystems, context } = options;
  const base = options.url.endsWith('/') ? options.url : `${options.url}/`;
  const saved = osvCursorSchema.safeParse(context.cursor).data;
  const before = saved?.source === base ? saved.ecosystems : {};
  const cursor: OsvCursor = { source: base, ecosystems: { ...before } };
  const writer = CsafWriter.create({ feedId, context });
  const knownHashes = await context.advisories.listHashes(feedId);
  let refused = 0;

  const addressOf = (ecosystem: string, file: string) =>
    new URL(`${encodeURIComponent(ecosystem)}/${file}`, base).href;
  const fetchOne = async (address: string): Promise<Fetched> => {
    const name = redactUrl(address);
    try {
      const { signal } = context;
      return { name, file: await context.fetcher.fetch(address, { signal }) };
    } catch (error) {
      // What a later attempt may cure stops the refresh; the rest concerns one record.
      if (
        error instanceof FeedContentError ||
        error instanceof FeedTooLargeError ||
        error instanceof NotAllowedError
      ) {
        return { name, refusal: error.message };
      }
      throw error;
    }
  };
  const readAll = async (ecosystem: string) => {
    const address = addressOf(ecosystem, 'all.zip');
    const { signal } = context;
    const file = await context.fetcher.fetch(address, { signal });
    if (!file) throw new FeedContentError(`${address} sent nothing`);
    try {
      const output = await readAdviceFiles({
        kind: 'osv',
        files: [{ path: file.path, name: `${ecosystem}/all.zip` }],
        isSingleFile: true,
        knownHashes,
        writer,
        context,
      });
      refused += output.refused.length;
    } finally {
      await file.remove();
    }
  };
  const readSome = async (ecosystem: string, ids: readonly string[]) => {
    for (let start = 0; start < ids.length; start += GROUP) {
      const fetched = await fetchTogether(ids.slice(start, start + GROUP), id =>
        fetchOne(addressOf(ecosystem, `${encodeURIComponent(id)}.json`)),
      );
      try {
        const output = await readAdviceFiles({
          kind: 'osv',
          files: fetched.flatMap(({ file, name }) =>
            file ? [{ path: file.path, name }] : [],
          ),
          isSingleFile: false,
          knownHashes,
          writer,
          context,
        });
        refused += output.refused.length;
        for (const { name, refusal } of fetched) {
          if (refusal === undefined) continue;
          await writer.refuse(name, refusal);
          refused += 1;
        }
      } finally {
        await Promise.all(fetched.map(({ file }) => file?.remove()));
      }
    }
  };

  try {
    for (const [index, ecosystem] of ecosystems.entries()) {
      const known = cursor.ecosystems[ecosystem] as
        | { modified: string }
        | undefined;
      const list = await context.fetcher.fetch(
        addressOf(ecosystem, 'modified_id.csv'),
        { signal: context.signal },
      );
      if (!list) throw new FeedContentError(`OSV sent no list of ${ecosystem}`);
      let changes;
      try {
        changes = await readModified({
          path: list.path,
          name: `${ecosystem}/modified_id.csv`,
          maxBytes: context.fetcher.maxBytes,
          since: known?.modified ?? '1970-01-01T00:00:00Z',
          most: known ? MOST_RECORDS : 0,
        });
      } finally {
        await list.remove();
      }
      if (changes.newest === undefined) {
        throw new FeedContentError(
          `${redactUrl(
            addressOf(ecosystem, 'modified_id.csv'),
          )} lists no record of OSV`,
        );
      }
      const isWhole = !known || changes.ids.length > MOST_RECORDS;
      if (isWhole) await readAll(ecosystem);
      // The oldest first: whenever this ends, the next refresh reads the rest again.
      else await readSome(ecosystem, changes.ids.reverse());
      cursor.ecosystems[ecosystem] = { modified: changes.newest };
      await context.feeds.saveCursor(feedId, cursor);
      await context.report((index + 1) / ecosystems.length);
    }
  } finally {
    await writer.rollback();
  }
  const accepted = (await context.advisories.listHashes(feedId)).length;
  return {
    cursor,
    read: accepted + refused,
    accepted,
    refused,
    unchanged: !writer.changed,
    changed: writer.changed,
  };
}
