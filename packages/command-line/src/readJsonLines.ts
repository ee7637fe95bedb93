import { basename } from 'node:path';
import { InputError } from './InputError';
import { readFileLines } from './readFileLines';

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
  for await (const { number, text } of readFileLines(path)) {
    yield {
      number,
      value: parseObject({ file, number, text }),
      field: key => `${file}, row ${number}, key ${key}:`,
    };
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
