import { parseCsvLine } from './parseCsvLine';

const delimiters = [',', ';', '\t', '|'] as const;

/**
 * Delimiter of a file: the one that cuts the header into most cells, and the lines below it into as many.
 *
 * @param lines - first lines of the file, header first
 */
export function detectDelimiter(lines: string[]): (typeof delimiters)[number] {
  let best: (typeof delimiters)[number] = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = lines
      .map(line => parseCsvLine(line, delimiter))
      .map(cells => (typeof cells === 'string' ? 0 : cells.length));
    const [header = 0] = counts;
    const same = counts.filter(count => count === header).length;
    const score = header > 1 ? header * (same / counts.length) : 0;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
