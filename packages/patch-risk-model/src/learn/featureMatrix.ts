import { ModelInputError } from '../ModelInputError';
import type { LearnRow } from './LearnRow';
import type { SparseMatrix } from './SparseMatrix';

/**
 * The rows as a matrix of (value − what stands for an absent value), so that
 * absent features take no room; with what stands for an absent value of each
 * feature (0, or the weighted mean over the rows that have it) and the
 * weighted standard deviation of each column, 0 where it does not vary.
 *
 * @throws ModelInputError naming row and feature where a value is not finite,
 * or the feature where its name comes twice
 */
export function featureMatrix(options: {
  rows: readonly LearnRow[];
  weights: Float64Array;
  featureNames: readonly string[];
  meanWhenAbsent: 'all' | readonly string[];
}): { features: SparseMatrix; absentValues: number[]; deviations: number[] } {
  const { rows, weights, featureNames, meanWhenAbsent } = options;
  const columns = columnsOf(featureNames);
  const takesMean = new Set(
    meanWhenAbsent === 'all' ? featureNames : meanWhenAbsent,
  );
  const starts = new Uint32Array(rows.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (const [index, row] of rows.entries()) {
    const entries: [number, number][] = [];
    for (const [name, value] of Object.entries(row.values)) {
      const column = columns.get(name);
      if (value !== undefined && !Number.isFinite(value)) {
        throw new ModelInputError({
          field: `rows[${index}].values.${name}`,
          value,
          remedy: 'give a finite number, or leave it out where it is unknown',
        });
      }
      // A 0 of an imputed feature is a value; of another it is what an absent one is too.
      if (
        column !== undefined &&
        value !== undefined &&
        (value !== 0 || takesMean.has(name))
      ) {
        entries.push([column, value]);
      }
    }
    entries.sort(([a], [b]) => a - b);
    for (const [column, value] of entries) {
      indices.push(column);
      values.push(value);
    }
    starts[index + 1] = indices.length;
  }
  const features: SparseMatrix = {
    rows: rows.length,
    columns: featureNames.length,
    starts,
    indices: Uint32Array.from(indices),
    values: Float64Array.from(values),
  };
  const means = presentMeans(features, weights);
  const absentValues = featureNames.map((name, column) =>
    takesMean.has(name) ? means[column] : 0,
  );
  for (const [entry, column] of features.indices.entries()) {
    features.values[entry] -= absentValues[column];
  }
  return {
    features,
    absentValues,
    deviations: deviationsOf(features, weights),
  };
}

function columnsOf(featureNames: readonly string[]): Map<string, number> {
  const columns = new Map<string, number>();
  for (const [index, name] of featureNames.entries()) {
    if (columns.has(name)) {
      throw new ModelInputError({
        field: `featureNames[${index}]`,
        value: name,
        remedy: 'name each feature once',
      });
    }
    columns.set(name, index);
  }
  return columns;
}

function presentMeans(features: SparseMatrix, weights: Float64Array): number[] {
  const sums = new Float64Array(features.columns);
  const counts = new Float64Array(features.columns);
  for (let row = 0; row < features.rows; row++) {
    for (let at = features.starts[row]; at < features.starts[row + 1]; at++) {
      sums[features.indices[at]] += weights[row] * features.values[at];
      counts[features.indices[at]] += weights[row];
    }
  }
  return Array.from(sums, (sum, column) =>
    counts[column] > 0 ? sum / counts[column] : 0,
  );
}

function deviationsOf(features: SparseMatrix, weights: Float64Array): number[] {
  const sums = new Float64Array(features.columns);
  const counts = new Float64Array(features.columns);
  let total = 0;
  for (let row = 0; row < features.rows; row++) {
    total += weights[row];
    for (let at = features.starts[row]; at < features.starts[row + 1]; at++) {
      sums[features.indices[at]] += weights[row] * features.values[at];
      counts[features.indices[at]] += weights[row];
    }
  }
  const means = sums.map(sum => sum / total);
  // Squares about the mean, not of the values: large values that vary little would lose their digits.
  const squares = means.map(
    (mean, column) => (total - counts[column]) * mean ** 2,
  );
  for (let row = 0; row < features.rows; row++) {
    for (let at = features.starts[row]; at < features.starts[row + 1]; at++) {
      const column = features.indices[at];
      squares[column] +=
        weights[row] * (features.values[at] - means[column]) ** 2;
    }
  }
  return Array.from(squares, (square, column) => {
    const deviation = Math.sqrt(Math.max(square, 0) / total);
    return deviation > 1e-12 * Math.abs(means[column]) ? deviation : 0;
  });
}
