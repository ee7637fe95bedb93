/**
 * Rows of numbers of which most may be 0, in compressed sparse rows.
 *
 * The entries of row i are `values[k]` in column `indices[k]` for k from
 * `starts[i]` to `starts[i + 1]`, columns ascending within a row.
 */
export interface SparseMatrix {
  rows: number;
  columns: number;
  /** Length `rows + 1`. */
  starts: Uint32Array;
  indices: Uint32Array;
  values: Float64Array;
}
