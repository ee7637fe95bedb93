import { cleanText, type RecordProblem } from '@patch-risk/match';
import type { CsvMapping } from './CsvMapping';
import { foldHeader } from './foldHeader';

/**
 * A field of a mapping.
 *
 * @public
 */
export type CsvField = keyof CsvMapping['columns'];

const severalFields = ['macs', 'ips', 'hostnames'] as const;

/** Which cells of a record a mapping reads. */
export class CsvColumns {
  readonly #positions = new Map<CsvField, number[]>();
  readonly names: string[];

  /**
   * @param header - cells of the header
   */
  constructor(header: string[], mapping: CsvMapping) {
    this.names = header.map(name => cleanText(name, 200));
    const places = new Map<string, number>();
    for (const [position, name] of header.entries()) {
      const folded = foldHeader(name);
      if (folded !== '' && !places.has(folded)) {
        places.set(folded, position);
      }
    }
    for (const [field, wanted] of Object.entries(mapping.columns)) {
      const names = Array.isArray(wanted) ? wanted : wanted?.columns ?? [];
      const found = names.flatMap(name => places.get(foldHeader(name)) ?? []);
      this.#positions.set(
        field as CsvField,
        Array.isArray(wanted) ? found.slice(0, 1) : [...new Set(found)],
      );
    }
  }

  /** Where the cells of a field are; empty where the file has none. */
  positionsOf(field: CsvField): number[] {
    return this.#positions.get(field) ?? [];
  }

  /** What a column is read as, by its position. */
  readAs(position: number): CsvField | undefined {
    for (const [field, positions] of this.#positions) {
      if (positions.includes(position)) {
        return field;
      }
    }
    return undefined;
  }

  /** Why a file does not fit its mapping; empty where it does. */
  problems(mapping: CsvMapping, record: string): RecordProblem[] {
    const header = cleanText(this.names.join(', '), 500);
    const problems: RecordProblem[] = [];
    for (const [field, wanted] of Object.entries(mapping.columns)) {
      const names = Array.isArray(wanted) ? wanted : wanted?.columns;
      if (
        names &&
        mapping.missingColumns === 'refuse' &&
        this.positionsOf(field as CsvField).length === 0
      ) {
        problems.push({
          record,
          field: `columns.${field}`,
          value: names.join(', '),
          reason: 'is not a column of the file',
          remedy: `Name one of: ${header}; or remove the field from the mapping`,
        });
      }
    }
    const told = ['serial', 'hostnames', 'macs', 'ips'] as const;
    if (
      problems.length === 0 &&
      told.every(field => this.positionsOf(field).length === 0)
    ) {
      problems.push({
        record,
        field: 'columns',
        value: header,
        reason: 'no column tells one device from another',
        remedy:
          'Map a column to serial, macs, ips or hostnames; if the columns run together, give the delimiter',
      });
    }
    return problems;
  }

  /** Cells of a field, each split into its values where the field has several. */
  valuesOf(field: CsvField, cells: string[], mapping: CsvMapping): string[] {
    const texts = this.positionsOf(field)
      .map(position => cells[position] ?? '')
      .filter(text => text !== '');
    const several = severalFields.find(name => name === field);
    if (!several) {
      return texts;
    }
    const separator = mapping.columns[several]?.separator ?? /[\s,;|]+/;
    return texts
      .flatMap(text => text.split(separator, 100))
      .map(text => text.trim())
      .filter(text => text !== '');
  }
}
