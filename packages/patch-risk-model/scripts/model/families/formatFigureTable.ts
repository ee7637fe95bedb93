import type { Figure, FigureTable } from './FigureTable';

/** The table as Markdown, columns padded as prettier pads them; models in bold. */
export function formatFigureTable(table: FigureTable): string {
  const { title, rows, events, clusters, figures, entries, note } = table;
  const digits = table.digits ?? 3;
  const counts = [
    `${count(rows)} rows`,
    ...(events === undefined ? [] : [`${count(events)} events`]),
    ...(clusters === undefined ? [] : [`${count(clusters)} clusters`]),
  ].join(', ');
  const lines = [
    [escape(title), ...figures.map(escape)],
    ...entries.map(({ name, kind, figures: cells }) => [
      kind === 'model' ? `**${escape(name)}**` : escape(name),
      ...figures.map((_, index) => formatFigure(cells[index], digits)),
    ]),
  ];
  const widths = lines[0].map((_, column) =>
    Math.max(3, ...lines.map(line => [...line[column]].length)),
  );
  const row = (cells: readonly string[]) =>
    `| ${cells
      .map(
        (cell, column) => cell + ' '.repeat(widths[column] - [...cell].length),
      )
      .join(' | ')} |`;
  const text = [
    row(lines[0]),
    `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`,
    ...lines.slice(1).map(row),
    '',
    `${counts}.${note ? ` ${note}` : ''}`,
  ];
  return `${text.join('\n')}\n`;
}

function formatFigure(figure: Figure | undefined, digits: number): string {
  if (!figure) {
    return '–';
  }
  const { value, low, high } = figure;
  const interval =
    low === undefined || high === undefined
      ? ''
      : ` (${low.toFixed(digits)}–${high.toFixed(digits)})`;
  return `${value.toFixed(digits)}${interval}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** Vendors and products are external text: they must not break the table. */
function escape(text: string): string {
  return text.replace(/[|\\`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
