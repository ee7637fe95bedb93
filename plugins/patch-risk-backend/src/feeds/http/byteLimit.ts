import { Transform } from 'node:stream';
import { FeedTooLargeError } from '../FeedTooLargeError';

/**
 * A stream that passes bytes on and fails past the limit, before more are taken in.
 *
 * @param name - What to call the content in the error.
 * @param maxBytes - The last number of bytes that is let through.
 */
export function byteLimit(name: string, maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        callback(FeedTooLargeError.create(name, maxBytes));
      } else {
        callback(null, chunk);
      }
    },
  });
}
