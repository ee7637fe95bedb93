import type { TextLine } from '../../text/TextLine';
import { parseCsvLine } from './parseCsvLine';

const maxLines = 20;
const maxLength = 65_536;

/** A record of a CSV file, or what is wrong with a line. */
export type CsvRecord = { line: number } & (
  | { cells: string[]; fault?: 'not-utf-8' }
  | { cells?: undefined; fault: 'too-long' | 'open' | 'broken' }
);

/**
 * Records of a CSV file. A quoted cell may go over lines. Where a quote has no end within 20 lines, only the line
 * that opened it is lost: reading goes on with the next.
 */
export async function* readCsvRecords(
  lines: AsyncIterable<TextLine>,
  delimiter: string,
): AsyncGenerator<CsvRecord, void, undefined> {
  let waiting: TextLine[] = [];
  function* drain(atEnd: boolean): Generator<CsvRecord> {
    while (waiting.length > 0) {
      const [first] = waiting;
      const line = first.number;
      let text = '';
      let used = 0;
      let cells: string[] | 'open' | 'broken' = 'open';
      for (const { text: more } of waiting) {
        text = used === 0 ? more : `${text}\n${more}`;
        used += 1;
        // Without a quote in it a further line cannot close anything.
        if (used === 1 || more.includes('"')) {
          cells = parseCsvLine(text, delimiter);
        }
        if (cells !== 'open' || text.length > maxLength) {
          break;
        }
      }
      if (
        cells === 'open' &&
        !atEnd &&
        used < maxLines &&
        text.length <= maxLength
      ) {
        return;
      }
      if (typeof cells === 'string') {
        waiting = waiting.slice(1);
        yield { line, fault: cells };
      } else {
        const fault = waiting
          .slice(0, used)
          .some(each => each.fault === 'not-utf-8')
          ? 'not-utf-8'
          : undefined;
        waiting = waiting.slice(used);
        if (cells.some(cell => cell !== '')) {
          yield { line, cells, fault };
        }
      }
    }
  }
  for await (const line of lines) {
    if (line.fault === 'too-long') {
      yield* drain(true);
      yield { line: line.number, fault: 'too-long' };
      continue;
    }
    waiting.push(line);
    yield* drain(false);
  }
  yield* drain(true);
}
