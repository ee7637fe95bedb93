/** The rows at which a run of flags begins. */
export function firstFlags(flags: ArrayLike<boolean | number>): number[] {
  const rows: number[] = [];
  for (let row = 0; row < flags.length; row++) {
    if (flags[row] && !(row > 0 && flags[row - 1])) {
      rows.push(row);
    }
  }
  return rows;
}
