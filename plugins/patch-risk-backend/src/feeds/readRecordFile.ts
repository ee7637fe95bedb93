import { openFeedFile } from './openFeedFile';
import { parseJson } from './parseJson';
import { readJsonFile } from './readJsonFile';
import { readLines } from './readLines';

/** A record of a file, parsed when it is asked for: one that is stored already is not. */
export interface FileRecord {
  /** What it is called in the quarantine: the file, and the line in a file of many. */
  record: string;
  bytes: Buffer;
  parse: () => unknown;
}

/** The records of a file: one in a `.json`, one a line in a `.jsonl`, each packed with gzip or not. */
export async function* readRecordFile(
  file: { path: string; name: string },
  options: { maxBytes: number; maxMemoryMb: number },
): AsyncGenerator<FileRecord> {
  if (/\.jsonl(\.gz)?$/i.test(file.path)) {
    const stream = await openFeedFile({ ...file, ...options });
    for await (const { number, bytes } of readLines(stream)) {
      const record = `${file.name}:${number}`;
      yield { record, bytes, parse: () => parseJson(bytes, record) };
    }
  } else {
    const { bytes, value } = await readJsonFile({ ...file, ...options });
    yield { record: file.name, bytes, parse: () => value };
  }
}
