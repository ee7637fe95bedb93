import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { NotAllowedError } from '@backstage/errors';
import { FeedContentError } from '../FeedContentError';
import type { FeedContext } from '../FeedContext';
import { FeedTooLargeError } from '../FeedTooLargeError';
import type { FetchedFile } from '../http/FeedFetcher';
import { redactUrl } from '../http/redactUrl';

const ALGORITHMS = { sha512: 128, sha256: 64 };

/** A hash file is one line; what is longer than this is none. */
const LONGEST = 10_000;

/**
 * Compares a document with the hash that its list names: SHA-512, else SHA-256.
 *
 * @returns `unread` where there is a hash that cannot be had, undefined where there is none
 * @throws FeedContentError when the document is another one
 */
export async function checkHash(options: {
  file: FetchedFile;
  hashes: readonly string[];
  context: FeedContext;
}): Promise<'fits' | 'unread' | undefined> {
  const { file, hashes, context } = options;
  for (const [algorithm, length] of Object.entries(ALGORITHMS)) {
    const address = hashes.find(each => each.endsWith(`.${algorithm}`));
    if (!address) {
      continue;
    }
    let text: string;
    try {
      const fetched = await context.fetcher.fetch(address, {
        signal: context.signal,
      });
      text = fetched ? await readFile(fetched.path, 'latin1') : '';
      await fetched?.remove();
    } catch (error) {
      if (
        error instanceof FeedContentError ||
        error instanceof FeedTooLargeError ||
        error instanceof NotAllowedError
      ) {
        return 'unread';
      }
      throw error;
    }
    const [said] = text.slice(0, LONGEST).trim().toLowerCase().split(/\s/);
    if (!/^[0-9a-f]+$/.test(said) || said.length !== length) {
      return 'unread';
    }
    const hash = createHash(algorithm);
    await pipeline(createReadStream(file.path), hash, {
      signal: context.signal,
    });
    if (hash.digest('hex') !== said) {
      throw new FeedContentError(
        `The document does not have the ${algorithm} that ${redactUrl(
          address,
        )} tells: it was changed on its way, or the list is out of step`,
      );
    }
    return 'fits';
  }
  return undefined;
}
