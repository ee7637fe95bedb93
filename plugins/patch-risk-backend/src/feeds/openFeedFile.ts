import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isError } from '@backstage/errors';
import { FeedContentError } from './FeedContentError';
import { FeedTooLargeError } from './FeedTooLargeError';

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/**
 * Streams a feed's file, unpacked when it is gzip, whatever its name.
 *
 * @param options - `path` of the file, `name` to call it in errors, `maxBytes` for the file as it
 *   is and for what comes out of it.
 * @throws FeedTooLargeError past the limit. FeedContentError when the gzip data is damaged; both
 *   also as errors of the stream.
 */
export async function openFeedFile(options: {
  path: string;
  name: string;
  maxBytes: number;
}): Promise<Readable> {
  const { path, name, maxBytes } = options;
  const { size } = await stat(path);
  if (size > maxBytes) {
    throw FeedTooLargeError.create(name, maxBytes);
  }
  if (!(await isGzip(path))) {
    return createReadStream(path);
  }

  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        callback(FeedTooLargeError.create(name, maxBytes));
      } else {
        callback(null, chunk);
      }
    },
    // The error of an earlier stage would reach the reader as zlib words it.
    destroy(error, callback) {
      callback(
        error &&
          isError(error) &&
          'code' in error &&
          String(error.code).startsWith('Z_')
          ? new FeedContentError(
              `${name} holds damaged or truncated gzip data`,
              error,
            )
          : error,
      );
    },
  });
  pipeline(createReadStream(path), createGunzip(), limit, () => {});
  return limit;
}
