import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { InputError } from './InputError';
import { CsvRow } from './CsvRow';

/** A cell longer than this is an attack or a broken quote. */
const MAXIMUM_RECORD_CHARACTERS = 10_000_000;

export interface CsvFile {
  /** Names of the header, in order. */
  columns: readonly string[];
  /** The rows, read as they are asked for: a file of any length takes the memory of a few rows. */
  rows: AsyncGenerator<CsvRow, void, undefined>;
}

/**
 * Opens a CSV file (UTF-8, comma, quotes doubled; gzip where the name ends in
 * `.gz`) and reads its header.
 *
 * @param options - `required`: columns that must be there; `unique`: a column
 * that must be filled and different in each row
 * @throws InputError naming the file, and row and column where there are
 * some: no header, a missing or doubled column, a row of another width, an
 * open quote, a value of `unique` that is empty or came before
 */
export async function openCsv(
  path: string,
  options: { required: readonly string[]; unique?: string },
): Promise<CsvFile> {
  const file = basename(path);
  const parser = parse({
    bom: true,
    skip_empty_lines: true,
    max_record_size: MAXIMUM_RECORD_CHARACTERS,
  });
  const source = createReadStream(path);
  // A failure of the source destroys the parser with it, and so reaches whoever reads.
  const onEnd = () => {};
  if (path.endsWith('.gz')) {
    pipeline(source, createGunzip(), parser, onEnd);
  } else {
    pipeline(source, parser, onEnd);
  }
  const records = parser[Symbol.asyncIterator]();
  const next = async (): Promise<string[] | undefined> => {
    try {
      const { done, value } = await records.next();
      return done ? undefined : value;
    } catch (error) {
      throw error instanceof CsvError ? describe(file, error) : error;
    }
  };
  const header = await next();
  const columns = readHeader({ file, header, required: options.required });
  const positions = new Map(columns.map((name, index) => [name, index]));
  return { columns, rows: read() };

  async function* read(): AsyncGenerator<CsvRow, void, undefined> {
    const seen = new Set<string>();
    try {
      for (let number = 1; ; number++) {
        const cells = await next();
        if (!cells) {
          return;
        }
        const row = new CsvRow({ file, number, positions, cells });
        if (options.unique !== undefined) {
          const key = row.requiredText(options.unique);
          if (seen.has(key)) {
            throw row.refusal(
              options.unique,
              key,
              'an earlier row has it already; give each row its own',
            );
          }
          seen.add(key);
        }
        yield row;
      }
    } finally {
      await records.return?.();
    }
  }
}

function readHeader(options: {
  file: string;
  header: string[] | undefined;
  required: readonly string[];
}): string[] {
  const { file, header, required } = options;
  const columns = (header ?? []).map(name => name.trim());
  if (columns.every(name => name === '')) {
    throw new InputError({
      field: `${file}, header:`,
      value: '',
      remedy: `the file is empty; begin it with the names of the columns`,
    });
  }
  for (const [index, name] of columns.entries()) {
    if (columns.indexOf(name) !== index) {
      throw new InputError({
        field: `${file}, header, column ${index + 1}:`,
        value: name,
        remedy: 'name each column once',
      });
    }
  }
  for (const name of required) {
    if (!columns.includes(name)) {
      throw new InputError({
        field: `${file}, header:`,
        value: columns.join(','),
        remedy: `the column ${name} is missing; add it, empty where nothing is known`,
      });
    }
  }
  return columns;
}

/** csv-parse counts the header as record 0, so its count is the number of the row. */
function describe(file: string, error: CsvError): InputError {
  const records = Number(error.records ?? error.lines ?? 0);
  return new InputError({
    field: `${file}, row ${records}:`,
    value: error.code,
    remedy: `${error.message}; quote cells that hold commas, quotes or line breaks`,
  });
}
