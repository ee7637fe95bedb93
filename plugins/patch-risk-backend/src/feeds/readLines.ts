import type { Readable } from 'node:stream';

/**
 * The lines of a stream as bytes, without their ends; empty lines are left out.
 *
 * @param stream - Of buffers; whoever opened it has bounded its length.
 */
export async function* readLines(
  stream: Readable,
): AsyncGenerator<{ number: number; bytes: Buffer }> {
  let parts: Buffer[] = [];
  let number = 0;
  for await (const chunk of stream) {
    let start = 0;
    let end = chunk.indexOf(0x0a);
    while (end !== -1) {
      parts.push(chunk.subarray(start, end));
      const bytes = Buffer.concat(parts);
      parts = [];
      number += 1;
      if (bytes.length > 0 && !(bytes.length === 1 && bytes[0] === 0x0d)) {
        yield { number, bytes };
      }
      start = end + 1;
      end = chunk.indexOf(0x0a, start);
    }
    if (start < chunk.length) {
      parts.push(chunk.subarray(start));
    }
  }
  const bytes = Buffer.concat(parts);
  if (bytes.length > 0) {
    yield { number: number + 1, bytes };
  }
}
