import type { FigureTable } from './FigureTable';
import { probabilityTable, type HeldOutRow } from './probabilityTable';

/**
 * The model's figures by group (vendor, severity, year), the largest groups
 * first, to show where it does badly. Groups below `fewestRows` are put
 * together as `others`.
 */
export function groupTable(options: {
  title: string;
  rows: readonly HeldOutRow[];
  probabilities: readonly number[];
  groupOf: (row: number) => string;
  seed: number;
  fewestRows?: number;
  most?: number;
}): FigureTable {
  const { title, rows, probabilities, groupOf, seed } = options;
  const { fewestRows = 30, most = 10 } = options;
  const members = new Map<string, number[]>();
  for (const row of rows.keys()) {
    const name = groupOf(row);
    const group = members.get(name) ?? [];
    group.push(row);
    members.set(name, group);
  }
  const ordered = [...members].sort(([, a], [, b]) => b.length - a.length);
  const large = ordered.filter(
    ([, group], index) => index < most && group.length >= fewestRows,
  );
  const rest = ordered.slice(large.length).flatMap(([, group]) => group);
  const groups =
    rest.length > 0 ? [...large, ['others', rest] as const] : large;
  const figures = ['AUC', 'Brier', 'ECE', 'expected / observed'] as const;
  return {
    title,
    rows: rows.length,
    figures,
    entries: groups.map(([name, group]) => {
      const table = probabilityTable({
        title,
        rows: group.map(row => rows[row]),
        forecasts: [
          {
            name,
            kind: 'model',
            probabilities: group.map(row => probabilities[row]),
          },
        ],
        figures,
        seed,
      });
      return {
        name: `${name} (${group.length} rows, ${table.events} events)`,
        // Bold is for the model among baselines; here every row is the model.
        kind: 'baseline' as const,
        figures: table.entries[0].figures,
      };
    }),
  };
}
