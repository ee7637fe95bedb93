const NEWLINE = 0x0a;

/** A line of a body, or what is known of one that is too long to be kept. */
export interface BodyLine {
  number: number;
  /** undefined when the line is longer than allowed */
  text?: string;
}

/** Lines of a stream of bytes, numbered from 1. Never holds more than one line of the allowed length and one chunk. */
export async function* splitLines(options: {
  body: AsyncIterable<Buffer>;
  maxLineBytes: number;
}): AsyncGenerator<BodyLine> {
  let kept: Buffer[] = [];
  let length = 0;
  let number = 0;

  function take(): BodyLine {
    number += 1;
    const line: BodyLine =
      length > options.maxLineBytes
        ? { number }
        : { number, text: Buffer.concat(kept).toString('utf8') };
    kept = [];
    length = 0;
    return line;
  }

  function keep(part: Buffer): void {
    length += part.length;
    if (length > options.maxLineBytes) {
      kept = [];
    } else if (part.length > 0) {
      kept.push(part);
    }
  }

  for await (const chunk of options.body) {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end >= 0;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) {
    yield take();
  }
}
