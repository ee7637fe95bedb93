import { readTextLines } from '../../text/readTextLines';
import type { TextLine } from '../../text/TextLine';
import type { CsvMapping } from './CsvMapping';
import { detectDelimiter } from './detectDelimiter';
import { detectEncoding } from './detectEncoding';
import { readCsvRecords, type CsvRecord } from './readCsvRecords';

const headBytes = 65_536;
const sampleLines = 20;

/** What a file was found to be, and its records from the header on. */
export interface OpenCsv {
  encoding: NonNullable<CsvMapping['encoding']>;
  delimiter: NonNullable<CsvMapping['delimiter']>;
  records: AsyncGenerator<CsvRecord, void, undefined>;
}

async function* chain<T>(
  first: T[],
  rest: AsyncIterator<T>,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* toUtf8(
  input: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of input) {
    yield Buffer.from(decoder.decode(chunk, { stream: true }));
  }
  yield Buffer.from(decoder.decode());
}

/** Opens a CSV file: finds encoding and delimiter where the mapping does not give them. */
export async function openCsv(
  input: AsyncIterable<Uint8Array>,
  mapping: CsvMapping,
): Promise<OpenCsv> {
  const source = input[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  while (size < headBytes) {
    const next = await source.next();
    if (next.done) {
      break;
    }
    head.push(next.value.slice());
    size += next.value.length;
  }
  const encoding = mapping.encoding ?? detectEncoding(Buffer.concat(head));
  const bytes = chain(head, source);
  const lines = readTextLines(
    encoding === 'utf-8' ? bytes : toUtf8(bytes, encoding),
  );
  const sample: TextLine[] = [];
  while (sample.length < sampleLines) {
    const next = await lines.next();
    if (next.done) {
      break;
    }
    if (next.value.number >= mapping.headerLine) {
      sample.push(next.value);
    }
  }
  const delimiter =
    mapping.delimiter ??
    detectDelimiter(
      sample.map(({ text }) => text).filter(text => text.trim() !== ''),
    );
  return {
    encoding,
    delimiter,
    records: readCsvRecords(chain(sample, lines), delimiter),
  };
}
