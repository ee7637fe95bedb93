import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** One line of a file, without its end. */
export interface FileLine {
  /** From 1; empty lines count. */
  number: number;
  text: string;
}

/**
 * Reads a text file (gzip where its name ends in `.gz`) line by line; empty
 * lines are left out, and the byte order mark before the first.
 *
 * @throws what the file or its compression failed with, after the lines before it
 */
export async function* readFileLines(
  path: string,
): AsyncGenerator<FileLine, void, undefined> {
  const source = createReadStream(path);
  const input = /\.gz$/i.test(path) ? source.pipe(createGunzip()) : source;
  // readline hides errors of its input: keep the first and raise it at the end.
  let failure: Error | undefined;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const fail = (error: Error) => {
    failure ??= error;
    lines.close();
  };
  source.on('error', fail);
  input.on('error', fail);
  let number = 0;
  try {
    for await (const line of lines) {
      number++;
      const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
      if (text.trim() !== '') {
        yield { number, text };
      }
    }
  } finally {
    source.destroy();
  }
  if (failure) {
    throw failure;
  }
}
