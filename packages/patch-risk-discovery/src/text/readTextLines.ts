import { isUtf8 } from 'node:buffer';
import type { TextLine } from './TextLine';

const lineFeed = 10;
const carriageReturn = 13;

function decode(bytes: Uint8Array, number: number): TextLine {
  const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, end);
  const text = body.toString('utf8');
  return {
    number,
    text: number === 1 ? text.replace(/^\ufeff/, '') : text,
    ...(isUtf8(body) ? {} : { fault: 'not-utf-8' }),
  };
}

/**
 * The lines of a file, one after the other. Never holds more than a chunk and a line: of a line that is too long only
 * its number is told.
 *
 * @param input - bytes as they come
 * @param options - `maxLineBytes`: longer lines are skipped and told as `too-long`; 65,536 unless given
 *
 * @public
 */
export async function* readTextLines(
  input: AsyncIterable<Uint8Array>,
  options: { maxLineBytes?: number } = {},
): AsyncGenerator<TextLine, void, undefined> {
  const { maxLineBytes = 65_536 } = options;
  let parts: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  const take = (): TextLine => {
    const line: TextLine =
      size > maxLineBytes
        ? { number, text: '', fault: 'too-long' }
        : decode(parts.length === 1 ? parts[0] : Buffer.concat(parts), number);
    parts = [];
    size = 0;
    number += 1;
    return line;
  };
  const add = (part: Uint8Array) => {
    size += part.length;
    if (size <= maxLineBytes) {
      parts.push(part);
    } else {
      parts = [];
    }
  };
  for await (const chunk of input) {
    let start = 0;
    let end = chunk.indexOf(lineFeed);
    while (end !== -1) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
      end = chunk.indexOf(lineFeed, start);
    }
    // Copied: the sender may use the memory of the chunk again.
    add(chunk.slice(start));
  }
  if (size > 0) {
    yield take();
  }
}
