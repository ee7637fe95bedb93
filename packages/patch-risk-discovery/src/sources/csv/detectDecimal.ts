import type { CsvColumns } from './CsvColumns';

/**
 * Decimal sign of versions that a spreadsheet took for numbers: a comma where some are written `2,8` and none `2.8`.
 *
 * @param rows - cells of the first records
 */
export function detectDecimal(
  rows: string[][],
  columns: CsvColumns,
): '.' | ',' {
  const versions = rows.flatMap(cells =>
    [
      ...columns.positionsOf('firmwareVersion'),
      ...columns.positionsOf('hardwareVersion'),
    ].map(position => cells[position] ?? ''),
  );
  return versions.some(text => /^\d+,\d+$/.test(text)) &&
    !versions.some(text => /^\d+\.\d+$/.test(text))
    ? ','
    : '.';
}
