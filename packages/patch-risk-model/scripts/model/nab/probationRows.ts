const SHARE = 0.15;
const LONGEST_FILE = 5_000;

/** Rows at the start of a series that NAB does not score: 15 %, at most 750. */
export function probationRows(rows: number): number {
  return Math.floor(SHARE * Math.min(rows, LONGEST_FILE));
}
