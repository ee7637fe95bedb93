import { ModelInputError } from '../ModelInputError';

/**
 * Checks that all columns are of one length, hold finite numbers and at least
 * one row, and gives the length.
 *
 * @throws ModelInputError naming the column and the row
 */
export function sameLength(
  columns: Readonly<Record<string, ArrayLike<number> | undefined>>,
): number {
  let length: number | undefined;
  for (const [name, column] of Object.entries(columns)) {
    if (column) {
      length ??= column.length;
      if (column.length !== length || length === 0) {
        throw new ModelInputError({
          field: name,
          value: `${column.length} rows`,
          remedy:
            length === 0
              ? 'give at least one row'
              : `give ${length} rows as in the other columns`,
        });
      }
      for (let row = 0; row < length; row++) {
        if (!Number.isFinite(column[row])) {
          throw new ModelInputError({
            field: `${name}[${row}]`,
            value: column[row],
            remedy: 'give a finite number',
          });
        }
      }
    }
  }
  return length ?? 0;
}
