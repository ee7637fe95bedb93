import { detectRow, type RowOptions, type RowState } from '../../../src/detect';

/** Runs `detectRow` over a whole series from its start. */
export function judgeRows(
  rows: Iterable<readonly (number | undefined)[]>,
  options?: RowOptions,
): { scores: number[]; flags: boolean[]; state: RowState | undefined } {
  const scores: number[] = [];
  const flags: boolean[] = [];
  let state: RowState | undefined;
  for (const row of rows) {
    const result = detectRow(state, row, options);
    state = result.state;
    scores.push(result.score);
    flags.push(result.isAnomaly);
  }
  return { scores, flags, state };
}
