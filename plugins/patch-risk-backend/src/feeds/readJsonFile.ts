import { FeedTooLargeError } from './FeedTooLargeError';
import { openFeedFile } from './openFeedFile';
import { parseJson } from './parseJson';

// Measured on advisories of up to 67 MB: with this many bytes of heap for each byte of JSON, text,
// objects and rows fit without the thread spending its time on collecting garbage; with 5 it does.
const MEMORY_FACTOR = 8;

/**
 * Reads one JSON text into memory, if it can be parsed within the memory allowed.
 *
 * @param options - As for `openFeedFile`; `maxMemoryMb` is what this thread may use.
 * @returns The parsed value and the bytes that it was parsed from.
 * @throws FeedTooLargeError, FeedContentError
 */
export async function readJsonFile(options: {
  path: string;
  name: string;
  maxBytes: number;
  maxMemoryMb: number;
}): Promise<{ value: unknown; bytes: Buffer }> {
  const maxParsable = (options.maxMemoryMb * 1024 * 1024) / MEMORY_FACTOR;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of await openFeedFile(options)) {
    length += chunk.length;
    if (length > maxParsable) {
      throw new FeedTooLargeError(
        `${options.name} has more than ${Math.floor(
          maxParsable,
        )} bytes, which cannot be parsed within ${
          options.maxMemoryMb
        } MiB; raise patchRisk.workers.maxMemoryMb if its size is right`,
      );
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, length);
  return { value: parseJson(bytes, options.name), bytes };
}
