import { createReadStream } from 'node:fs';
import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
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
  const source = createReadStream(path);
  const input = /\.gz$/i.test(path) ? source.pipe(createGunzip()) : source;
  // readline hides errors of its input: keep the first and tell it at the end.
  let failure: Error | undefined;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const fail = (error: Error) => {
    failure ??= error;
    lines.close();
  };
  source.on('error', fail);
  input.on('error', fail);
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() !== '') {
      yield parse(line.replace(/^\uFEFF/, ''), `${name}:${number}`);
    }
  }
  source.destroy();
  if (failure) {
    const record = `${name}:${number + 1}`;
    yield { record, problem: { record, reason: failure.message } };
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
