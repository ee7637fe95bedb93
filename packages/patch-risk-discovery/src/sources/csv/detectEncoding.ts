import type { CsvMapping } from './CsvMapping';

/**
 * Encoding of a file by its first bytes: a byte order mark decides; else UTF-8 where the bytes are, or Windows-1252.
 *
 * @param head - first bytes of the file
 */
export function detectEncoding(
  head: Uint8Array,
): NonNullable<CsvMapping['encoding']> {
  if (head[0] === 0xff && head[1] === 0xfe) {
    return 'utf-16le';
  }
  if (head[0] === 0xfe && head[1] === 0xff) {
    return 'utf-16be';
  }
  try {
    // As a stream: a character may be cut in two where the head ends.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
