import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

function bytesOf(path: string): Readable {
  const file = createReadStream(path);
  if (!/\.gz$/i.test(path)) {
    return file;
  }
  const unpacked = createGunzip();
  file.on('error', error => unpacked.destroy(error));
  unpacked.on('close', () => file.destroy());
  return file.pipe(unpacked);
}

/** The first bytes of a log, unpacked, and their hash: a file that was renamed is known by them. */
export async function headOf(
  path: string,
  most: number,
): Promise<{ bytes: Buffer; hash: string }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytesOf(path)) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= most) {
      break;
    }
  }
  const bytes = Buffer.concat(parts).subarray(0, most);
  return {
    bytes,
    hash: createHash('sha256').update(bytes).digest('hex').slice(0, 32),
  };
}

/** A log, unpacked, from a byte on. */
export async function* readFrom(
  path: string,
  offset: number,
): AsyncGenerator<Buffer, void, undefined> {
  if (!/\.gz$/i.test(path)) {
    yield* createReadStream(path, { start: offset });
    return;
  }
  let skip = offset;
  for await (const chunk of bytesOf(path)) {
    const left: Buffer = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - left.length;
    if (left.length > 0) {
      yield left;
    }
  }
}
