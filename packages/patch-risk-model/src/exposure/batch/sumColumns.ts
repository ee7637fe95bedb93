import type { CodedColumn } from './CodedColumn';

/** Log-odds of the rows `from` to `to` − 1: baseline plus one term a column, written to the start of `sums`. */
export function sumColumns(options: {
  baseline: number;
  columns: readonly CodedColumn[];
  from: number;
  to: number;
  sums: Float64Array;
}): void {
  const { baseline, columns, from, to, sums } = options;
  sums.fill(baseline, 0, to - from);
  for (const { codes, logOdds } of columns) {
    for (let row = from; row < to; row++) {
      sums[row - from] += logOdds[codes[row]];
    }
  }
}
