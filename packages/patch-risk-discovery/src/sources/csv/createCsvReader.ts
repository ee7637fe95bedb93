import { createProblem } from '../createProblem';
import type { SourceItem, SourceReader } from '../SourceReader';
import { CsvColumns } from './CsvColumns';
import type { CsvMapping } from './CsvMapping';
import { detectDecimal } from './detectDecimal';
import { openCsv } from './openCsv';
import type { CsvRecord } from './readCsvRecords';
import { readRow } from './readRow';

const faults = {
  'too-long': [
    'the line is longer than 65,536 bytes',
    'Split the line, or remove it',
  ],
  open: [
    'a quote is opened and not closed within 20 lines',
    'Close the quote, or write it twice where it belongs to the text',
  ],
  broken: [
    'text follows the end of a quoted cell',
    'Write a quote twice where it belongs to the text',
  ],
  'not-utf-8': [
    'has bytes that are not UTF-8; they were replaced',
    'Save the file as UTF-8, or give the encoding',
  ],
} as const;

const sampleRows = 100;

/**
 * A reader of CSV files by a mapping. A row costs a problem for each cell that cannot be read; a file without the
 * columns of the mapping costs one problem for each of them, and is not read.
 *
 * @param mapping - as `parseCsvMapping` gives it
 *
 * @public
 */
export function createCsvReader(mapping: CsvMapping): SourceReader {
  return async function* readCsv(input, options) {
    const { records } = await openCsv(input, mapping);
    const placeOf = (line: number) => `${options.file}:${line}`;
    let columns: CsvColumns | undefined;
    let decimal = mapping.decimal;
    let sample: CsvRecord[] = [];

    function* read(record: CsvRecord): Generator<SourceItem> {
      if (record.fault) {
        const [reason, remedy] = faults[record.fault];
        yield createProblem({ record: placeOf(record.line), reason, remedy });
      }
      if (record.cells && columns) {
        yield* readRow(record.cells, {
          columns,
          mapping,
          decimal: decimal ?? '.',
          record: placeOf(record.line),
          site: options.site,
        });
      }
    }
    function* readSample(): Generator<SourceItem> {
      if (columns) {
        decimal ??= detectDecimal(
          sample.flatMap(({ cells }) => (cells ? [cells] : [])),
          columns,
        );
      }
      for (const record of sample) {
        yield* read(record);
      }
      sample = [];
    }

    for await (const record of records) {
      if (!columns) {
        if (!record.cells) {
          yield* read(record);
          break;
        }
        columns = new CsvColumns(record.cells, mapping);
        const problems = columns.problems(mapping, placeOf(record.line));
        yield* problems.map(createProblem);
        if (problems.length > 0) {
          return;
        }
      } else if (sample.length < sampleRows && decimal === undefined) {
        sample.push(record);
      } else {
        yield* readSample();
        yield* read(record);
      }
    }
    yield* readSample();
    if (!columns) {
      yield createProblem({
        record: placeOf(mapping.headerLine),
        reason: 'there is no header',
        remedy: 'Check headerLine of the mapping, and that the file is CSV',
      });
    }
  };
}
