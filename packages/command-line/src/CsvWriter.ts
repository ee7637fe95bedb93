import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { escapeCsvCell } from './escapeCsvCell';

type Cell = string | number | boolean | undefined;

/**
 * Writes a CSV file row by row. Rows go to a file beside the wanted one, which
 * takes its place only when all are written: after an error there is no half
 * table, and an earlier one is still there.
 */
export class CsvWriter<Column extends string> {
  readonly #path: string;
  readonly #partial: string;
  readonly #columns: readonly Column[];
  readonly #stream: WriteStream;

  private constructor(
    path: string,
    columns: readonly Column[],
    stream: WriteStream,
  ) {
    this.#path = path;
    this.#partial = String(stream.path);
    this.#columns = columns;
    this.#stream = stream;
  }

  /**
   * Opens the writer, lets `work` write, and puts the file in its place, or
   * removes what was written where `work` fails.
   */
  static async write<Column extends string, Result>(options: {
    path: string;
    columns: readonly Column[];
    work: (writer: CsvWriter<Column>) => Promise<Result>;
  }): Promise<Result> {
    const { path, columns, work } = options;
    const stream = createWriteStream(`${path}.${process.pid}.partial`);
    await once(stream, 'open');
    // A failing disk is met by the next wait; without a listener it would end the process.
    stream.on('error', () => {});
    const writer = new CsvWriter(path, columns, stream);
    try {
      stream.write(`${columns.join(',')}\n`);
      const result = await work(writer);
      await writer.#close();
      return result;
    } catch (error) {
      stream.destroy();
      await rm(writer.#partial, { force: true });
      throw error;
    }
  }

  /**
   * Writes a row; wait for it, so that a slow disk slows the reader down.
   *
   * @throws InputError where a number is not finite
   */
  async row(cells: { readonly [K in Column]: Cell }): Promise<void> {
    const line = this.#columns
      .map(column => escapeCsvCell(column, cells[column]))
      .join(',');
    if (!this.#stream.write(`${line}\n`)) {
      await once(this.#stream, 'drain');
    }
  }

  async #close(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
    await rename(this.#partial, this.#path);
  }
}
