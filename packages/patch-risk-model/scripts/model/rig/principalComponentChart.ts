import { jointDistance } from '../../../src/detect/faults/jointDistance';
import { standardised } from '../../../src/detect/faults/standardised';

/** Share of rows of the normal part that the limit lets pass. */
const SHARE = 0.99;
const CUT = 20;

/**
 * The usual chart, as a baseline: T² + Q over principal components of the
 * first rows, which are taken for normal and never learned from again; the
 * limit is the 99th percentile of these rows.
 *
 * Where a value is missing, the one before stands for it.
 *
 * @param smoothing - share of a row in the running mean of the statistic; 1
 * for none
 */
export function principalComponentChart(
  given: readonly (readonly (number | undefined)[])[],
  options: { normalRows: number; smoothing: number },
): { scores: number[]; flags: boolean[] } {
  const { normalRows, smoothing } = options;
  const rows = filled(given);
  const normal = rows.slice(0, normalRows);
  const metrics = rows[0].map((_, index) => index);
  const mean = metrics.map(
    index => normal.reduce((sum, row) => sum + row[index], 0) / normal.length,
  );
  const variance = metrics.map(
    index =>
      normal.reduce((sum, row) => sum + (row[index] - mean[index]) ** 2, 0) /
      normal.length,
  );
  const zeros = metrics.map(() => 0);
  const baseline = { mean, variance };
  const deviations = rows.map(row =>
    standardised(row, { baseline, least: zeros, level: zeros, cut: CUT }),
  );
  const products: number[] = [];
  for (const row of metrics) {
    for (const column of metrics.slice(row)) {
      products.push(
        deviations
          .slice(0, normalRows)
          .reduce((sum, z) => sum + z[row] * z[column], 0) / normal.length,
      );
    }
  }
  let smoothed = metrics.length;
  const scores = deviations.map(z => {
    smoothed +=
      smoothing * (jointDistance(z, { products, trust: 1 }) - smoothed);
    return smoothed;
  });
  const sorted = scores.slice(0, normalRows).sort((a, b) => a - b);
  const limit = sorted[Math.floor(SHARE * sorted.length)];
  return {
    scores: scores.map(score => score / limit),
    flags: scores.map(score => score > limit),
  };
}

function filled(
  rows: readonly (readonly (number | undefined)[])[],
): number[][] {
  let last: number[] = rows[0].map(() => 0);
  return rows.map(row => {
    last = row.map((value, index) => value ?? last[index]);
    return last;
  });
}
