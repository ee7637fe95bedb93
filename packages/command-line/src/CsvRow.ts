import { isDay } from './isDay';
import { InputError } from './InputError';

/** One row of a CSV file, whose cells are checked as they are read. */
export class CsvRow {
  /** Number of the row, 1 for the one after the header. */
  readonly number: number;
  readonly #file: string;
  readonly #positions: ReadonlyMap<string, number>;
  readonly #cells: readonly string[];

  constructor(options: {
    file: string;
    number: number;
    positions: ReadonlyMap<string, number>;
    cells: readonly string[];
  }) {
    this.#file = options.file;
    this.number = options.number;
    this.#positions = options.positions;
    this.#cells = options.cells;
  }

  /** The cell without blanks around it; `undefined` where it is empty or the file has no such column. */
  text(column: string): string | undefined {
    const position = this.#positions.get(column);
    const cell = position === undefined ? '' : this.#cells[position].trim();
    return cell === '' ? undefined : cell;
  }

  /** @throws InputError where the cell is empty */
  requiredText(column: string): string {
    const cell = this.text(column);
    if (cell === undefined) {
      throw this.refusal(column, '', 'fill this cell');
    }
    return cell;
  }

  /**
   * The day of an ISO date, YYYY-MM-DD.
   *
   * @throws InputError where the cell is no date between 1980 and 2100
   */
  day(column: string): string | undefined {
    const cell = this.text(column);
    if (cell === undefined) {
      return undefined;
    }
    if (!isDay(cell)) {
      throw this.refusal(
        column,
        cell,
        'give an ISO date (YYYY-MM-DD) between 1980 and 2100',
      );
    }
    return cell.slice(0, 10);
  }

  /**
   * A finite number; `undefined` where the cell is empty.
   *
   * @throws InputError where the cell holds anything else, NaN and infinities included
   */
  numeric(column: string): number | undefined {
    const cell = this.text(column);
    if (cell === undefined) {
      return undefined;
    }
    const value = Number(cell);
    if (!/^[+-]?[\d.]/.test(cell) || !Number.isFinite(value)) {
      throw this.refusal(
        column,
        cell,
        'give a finite number, or leave the cell empty where it is unknown',
      );
    }
    return value;
  }

  /** An error about a cell of this row. */
  refusal(column: string, value: unknown, remedy: string): InputError {
    return new InputError({ field: this.field(column), value, remedy });
  }

  /** How errors name a cell of this row. */
  field(column: string): string {
    return `${this.#file}, row ${this.number}, column ${column}:`;
  }
}
