import { ModelInputError } from '../ModelInputError';
import { shareRows } from './shareRows';
import type { InputProfile } from './InputProfile';

/**
 * Describes the inputs of a model's training rows, for `inputDrift`: each
 * feature in at most `bins` bins of about equal counts.
 *
 * @throws ModelInputError where there are no rows or a value is not finite
 *
 * @public
 */
export function describeInputs(
  rows: readonly Readonly<Record<string, number | undefined>>[],
  options: { featureNames: readonly string[]; bins?: number },
): InputProfile {
  const { featureNames, bins = 10 } = options;
  if (rows.length === 0) {
    throw new ModelInputError({
      field: 'rows',
      value: 'no rows',
      remedy: 'give at least one row',
    });
  }
  const features: Record<string, InputProfile['features'][string]> = {};
  for (const name of featureNames) {
    const values: number[] = [];
    for (const row of rows) {
      const value = row[name];
      if (value !== undefined) {
        values.push(value);
      }
    }
    values.sort((a, b) => a - b);
    const edges: number[] = [];
    for (let bin = 1; bin < bins; bin++) {
      const edge = values[Math.ceil((bin * values.length) / bins) - 1];
      const isNew = edge !== undefined && edge !== edges.at(-1);
      // Above the largest value there is nothing to count.
      if (isNew && edge < values[values.length - 1]) {
        edges.push(edge);
      }
    }
    features[name] = { edges, ...shareRows({ rows, name, edges }) };
  }
  return { rows: rows.length, features };
}
