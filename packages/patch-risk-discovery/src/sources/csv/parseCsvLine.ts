/**
 * Cells of a record in the way of RFC 4180. White space round a quoted cell is let through, as spreadsheets write it.
 *
 * @param text - one or more lines
 * @returns `open` where a quoted cell has no end yet, `broken` where text follows the end of a quoted cell
 */
export function parseCsvLine(
  text: string,
  delimiter: string,
): string[] | 'open' | 'broken' {
  const cells: string[] = [];
  let position = 0;
  for (;;) {
    const next = text.indexOf(delimiter, position);
    const plain = text.slice(position, next === -1 ? undefined : next);
    const lead = plain.length - plain.trimStart().length;
    if (plain.charAt(lead) !== '"') {
      cells.push(plain.trim());
      if (next === -1) {
        return cells;
      }
      position = next + 1;
      continue;
    }
    let end = position + lead + 1;
    let cell = '';
    for (;;) {
      const quote = text.indexOf('"', end);
      if (quote === -1) {
        return 'open';
      }
      cell += text.slice(end, quote);
      end = quote + 1;
      if (text[end] !== '"') {
        break;
      }
      cell += '"';
      end += 1;
    }
    cells.push(cell.trim());
    while (text[end] === ' ') {
      end += 1;
    }
    if (end >= text.length) {
      return cells;
    }
    if (text[end] !== delimiter) {
      return 'broken';
    }
    position = end + 1;
  }
}
