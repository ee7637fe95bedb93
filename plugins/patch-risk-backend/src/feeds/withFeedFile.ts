import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isError } from '@backstage/errors';
import { FeedUnavailableError } from './FeedUnavailableError';
import type { FeedContext } from './FeedContext';
import type { FeedSource } from './FeedSource';
import type { FileVersion } from './http/FeedFetcher';
import { redactUrl } from './http/redactUrl';

async function hashFile(path: string, signal: AbortSignal): Promise<string> {
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
  return hash.digest('hex');
}

/**
 * Brings a feed of one file here, lets it be used, and cleans up.
 *
 * @param options - `known` is the version of the last success; a file that still has it is not used.
 * @returns What `use` returned, with the version to save; undefined when the file is unchanged.
 */
export async function withFeedFile<T>(options: {
  source: FeedSource;
  known: FileVersion | undefined;
  context: FeedContext;
  use: (file: { path: string; name: string }) => Promise<T>;
}): Promise<{ result: T; version: FileVersion } | undefined> {
  const { source, known, context, use } = options;
  if (source.path !== undefined) {
    // A file has no entity tag, but its hash does as well.
    const version = { etag: await hashFile(source.path, context.signal) };
    return version.etag === known?.etag
      ? undefined
      : {
          result: await use({ path: source.path, name: basename(source.path) }),
          version,
        };
  }
  const file = await context.fetcher.fetch(source.url, {
    known,
    signal: context.signal,
  });
  if (!file) {
    return undefined;
  }
  try {
    const result = await use({ path: file.path, name: redactUrl(source.url) });
    return { result, version: file.version };
  } finally {
    await file.remove();
  }
}
