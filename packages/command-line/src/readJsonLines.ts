import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { InputError } from './InputError';

/** One line of a JSON Lines file. */
export interface JsonLine {
  /** Number of the line, from 1. */
  number: number;
  value: Record<string, unknown>;
  /** How errors name a key of this line. */
  field(key: string): string;
}

/**
 * Reads a JSON Lines file (gzip where its name ends in `.gz`) line by line;
 * empty lines are left out.
 *
 * @throws InputError naming file and line where a line is no JSON object
 */
export async function* readJsonLines(
  path: string,
): AsyncGenerator<JsonLine, void, undefined> {
  const file = basename(path);
  const source = createReadStream(path);
  const input = path.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  // readline hides errors of its input: keep the first and raise it at the end.
  let failure: Error | undefined;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const fail = (error: Error) => {
    failure ??= error;
    lines.close();
  };
  source.on('error', fail);
  input.on('error', fail);
  let read = 0;
  try {
    for await (const line of lines) {
      const number = ++read;
      const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
      if (text.trim() !== '') {
        yield {
          number,
          value: parseObject({ file, number, text }),
          field: key => `${file}, row ${number}, key ${key}:`,
        };
      }
    }
  } finally {
    source.destroy();
  }
  if (failure) {
    throw failure;
  }
}

function parseObject(options: {
  file: string;
  number: number;
  text: string;
}): Record<string, unknown> {
  const { file, number, text } = options;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError({
      field: `${file}, row ${number}:`,
      value: text,
      remedy: 'give one JSON object a line (JSON knows no NaN)',
    });
  }
  return value as Record<string, unknown>;
}
