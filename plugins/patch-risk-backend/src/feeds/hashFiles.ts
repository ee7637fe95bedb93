import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isError } from '@backstage/errors';
import { FeedUnavailableError } from './FeedUnavailableError';

/**
 * One hash over names and contents of files, in their order.
 *
 * @throws FeedUnavailableError when one cannot be read
 */
export async function hashFiles(
  files: readonly { path: string; name: string }[],
  signal: AbortSignal,
): Promise<string> {
  const all = createHash('sha256');
  for (const { path, name } of files) {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(path), hash, { signal });
    } catch (error) {
      signal.throwIfAborted();
      const code =
        isError(error) && 'code' in error ? error.code : 'unknown error';
      throw new FeedUnavailableError(
        `${path} could not be read (${String(code)})`,
      );
    }
    all.update(JSON.stringify([name, hash.digest('hex')]));
  }
  return all.digest('hex');
}
