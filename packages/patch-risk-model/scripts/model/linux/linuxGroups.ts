import { durationTable } from '../families/durationTable';
import type { FigureTable } from '../families/FigureTable';
import type { LinuxOutcome } from './LinuxOutcome';
import type { LinuxSplitForecasts } from './linuxSplitForecasts';

const MOST_GROUPS = 10;
const FEWEST_ROWS = 15;

/** The model's figures by group of the held-out rows of a split, the largest groups first. */
export function linuxGroups(options: {
  title: string;
  result: LinuxSplitForecasts;
  groupOf: (outcome: LinuxOutcome) => string;
  seed: number;
}): FigureTable {
  const { title, result, groupOf, seed } = options;
  const { rows, forecasts } = result;
  const members = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const name = groupOf(row);
    members.set(name, [...(members.get(name) ?? []), index]);
  }
  const largest = [...members]
    .filter(([, indices]) => indices.length >= FEWEST_ROWS)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_GROUPS);
  const tables = largest.map(([name, indices]) => {
    const { figures, entries } = durationTable({
      title,
      rows: indices.map(index => rows[index]),
      forecasts: [
        {
          name: `${name} (${indices.length} rows)`,
          kind: 'baseline',
          forecasts: indices.map(index => forecasts[0].forecasts[index]),
        },
      ],
      seed,
    });
    return { figures, entry: entries[0] };
  });
  return {
    title,
    rows: rows.length,
    figures: tables[0]?.figures ?? [],
    entries: tables.map(({ entry }) => entry),
    note: `Groups of at least ${FEWEST_ROWS} rows.`,
  };
}
