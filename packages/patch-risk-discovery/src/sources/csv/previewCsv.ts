import { cleanText, type RecordProblem } from '@patch-risk/match';
import type { Sighting } from '../../sightings/Sighting';
import { CsvColumns, type CsvField } from './CsvColumns';
import type { CsvMapping } from './CsvMapping';
import { createCsvReader } from './createCsvReader';
import { openCsv } from './openCsv';

/**
 * What a mapping would read of a file.
 *
 * @public
 */
export interface CsvPreview {
  encoding: NonNullable<CsvMapping['encoding']>;
  delimiter: NonNullable<CsvMapping['delimiter']>;
  /** Columns of the file in their order; those without `readAs` are not read. */
  columns: { name: string; readAs?: CsvField }[];
  /** Names of the columns that are not read. */
  unmapped: string[];
  /** Cells of the first records, each of at most 200 characters. */
  rows: { line: number; cells: string[] }[];
  /** What would be read of them. */
  sightings: Sighting[];
  problems: RecordProblem[];
}

const headBytes = 1_048_576;

/**
 * Shows the first records of a file as a mapping reads them. Reads 1 MiB of the file at most, and ends its stream.
 *
 * @param options - `rows`: how many records, 10 unless given
 *
 * @public
 */
export async function previewCsv(
  input: AsyncIterable<Uint8Array>,
  options: { file: string; mapping: CsvMapping; rows?: number; site?: string },
): Promise<CsvPreview> {
  const { mapping, rows: count = 10 } = options;
  const head: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    head.push(chunk.slice(0, headBytes - size));
    size += chunk.length;
    if (size >= headBytes) {
      break;
    }
  }
  async function* again() {
    yield* head;
  }

  const { encoding, delimiter, records } = await openCsv(again(), mapping);
  let columns: CsvColumns | undefined;
  const rows: CsvPreview['rows'] = [];
  for await (const { line, cells } of records) {
    if (!columns) {
      if (!cells) {
        break;
      }
      columns = new CsvColumns(cells, mapping);
    } else if (rows.length < count) {
      rows.push({
        line,
        cells: (cells ?? []).map(cell => cleanText(cell, 200)),
      });
    } else {
      break;
    }
  }

  const sightings: Sighting[] = [];
  const problems: RecordProblem[] = [];
  const read = createCsvReader({ ...mapping, encoding, delimiter });
  for await (const item of read(again(), options)) {
    const { record } = item.kind === 'problem' ? item.problem : item.sighting;
    const line = Number(record.slice(options.file.length + 1));
    if (line > (rows.at(-1)?.line ?? mapping.headerLine)) {
      break;
    }
    if (item.kind === 'problem') {
      problems.push(item.problem);
    } else {
      sightings.push(item.sighting);
    }
  }
  const shown = (columns?.names ?? []).map((name, position) => ({
    name,
    readAs: columns?.readAs(position),
  }));
  return {
    encoding,
    delimiter,
    columns: shown,
    unmapped: shown.filter(({ readAs }) => !readAs).map(({ name }) => name),
    rows,
    sightings,
    problems,
  };
}
