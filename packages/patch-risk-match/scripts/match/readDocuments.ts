import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { types } from 'node:util';
import { readFileLines } from '@internal/command-line';
import type { RecordProblem } from '../../src/records/RecordProblem';

/** A document as parsed from JSON, or why it could not be parsed. */
export interface SourceDocument {
  /** What it is called in problems: its file, and its line in a file of many. */
  record: string;
  value?: unknown;
  problem?: RecordProblem;
}

const DOCUMENT = /\.(?:json|jsonl|jsonl\.gz)$/i;
/** A document past this is a mistake, or an attack on memory. */
const MAX_BYTES = 256 * 1024 * 1024;

function parse(text: string, record: string): SourceDocument {
  try {
    return { record, value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { record, problem: { record, reason: `is no JSON: ${reason}` } };
  }
}

async function* readLines(path: string): AsyncGenerator<SourceDocument> {
  const name = basename(path);
  let last = 0;
  try {
    for await (const { number, text } of readFileLines(path)) {
      last = number;
      yield parse(text, `${name}:${number}`);
    }
  } catch (error) {
    // A file that ends in the middle costs what comes after, not what came before.
    const record = `${name}:${last + 1}`;
    const reason = types.isNativeError(error) ? error.message : String(error);
    yield { record, problem: { record, reason } };
  }
}

async function* readFileOf(path: string): AsyncGenerator<SourceDocument> {
  if (!/\.json$/i.test(path)) {
    yield* readLines(path);
    return;
  }
  const record = basename(path);
  const { size } = await stat(path);
  if (size > MAX_BYTES) {
    const reason = `is larger than ${MAX_BYTES} bytes`;
    yield { record, problem: { record, reason } };
    return;
  }
  yield parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''), record);
}

/** The documents of a file, or of a folder and the folders in it, in the order of their names. */
export async function* readDocuments(
  path: string,
): AsyncGenerator<SourceDocument> {
  if (!(await stat(path)).isDirectory()) {
    yield* readFileOf(path);
    return;
  }
  const names: { name: string; isFolder: boolean }[] = [];
  for await (const entry of await opendir(path)) {
    const isFolder = entry.isDirectory();
    if (isFolder || DOCUMENT.test(entry.name)) {
      names.push({ name: entry.name, isFolder });
    }
  }
  names.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, isFolder } of names) {
    yield* isFolder
      ? readDocuments(join(path, name))
      : readFileOf(join(path, name));
  }
}
