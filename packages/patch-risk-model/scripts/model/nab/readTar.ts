import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/** The text files of a gzip-compressed tar archive (ustar) by name. */
export function readTar(path: string): Map<string, string> {
  const bytes = gunzipSync(readFileSync(path));
  const files = new Map<string, string>();
  let offset = 0;
  while (offset + BLOCK <= bytes.length && bytes[offset] !== 0) {
    const header = bytes.subarray(offset, offset + BLOCK);
    const text = (from: number, to: number) =>
      header.toString('latin1', from, to).replace(/\0.*$/s, '').trim();
    const size = parseInt(text(124, 136), 8);
    const start = offset + BLOCK;
    files.set(
      text(0, 100).replace(/^\.\//, ''),
      bytes.toString('utf8', start, start + size),
    );
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
