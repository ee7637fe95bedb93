import { ModelInputError } from '../ModelInputError';

/**
 * Shares of the rows in which a feature is absent, and in which its value falls
 * between two edges.
 *
 * @throws ModelInputError naming row and feature where a value is not finite
 */
export function shareRows(options: {
  rows: readonly Readonly<Record<string, number | undefined>>[];
  name: string;
  edges: readonly number[];
}): { shares: number[]; absentShare: number } {
  const { rows, name, edges } = options;
  const counts = new Array<number>(edges.length + 1).fill(0);
  let absent = 0;
  for (const [index, row] of rows.entries()) {
    const value = row[name];
    if (value === undefined) {
      absent++;
      continue;
    }
    if (!Number.isFinite(value)) {
      throw new ModelInputError({
        field: `rows[${index}].${name}`,
        value,
        remedy: 'give a finite number, or leave it out where it is unknown',
      });
    }
    const bin = edges.findIndex(edge => value <= edge);
    counts[bin === -1 ? edges.length : bin]++;
  }
  return {
    shares: counts.map(count => count / rows.length),
    absentShare: absent / rows.length,
  };
}
