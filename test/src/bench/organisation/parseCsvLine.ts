/** Cells of one line of comma-separated values; quotes are doubled inside quoted cells. */
export function parseCsvLine(line: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of line.matchAll(
    /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g,
  )) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  // The end of the line matches once more, as an empty cell.
  if (!line.endsWith(',')) {
    cells.pop();
  }
  return cells;
}
