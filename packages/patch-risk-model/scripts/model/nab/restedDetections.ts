/** Rows whose score is at least the threshold, with so many rows of rest after each. */
export function restedDetections(
  scores: ArrayLike<number>,
  options: { threshold: number; rest: number },
): number[] {
  const rows: number[] = [];
  for (let row = 0; row < scores.length; row++) {
    if (scores[row] >= options.threshold) {
      rows.push(row);
      row += options.rest;
    }
  }
  return rows;
}
