import type { CardSection } from './CardSection';
import { formatFigureTable } from './formatFigureTable';

/** One chapter of the model card, as Markdown. */
export function formatCardSection(section: CardSection): string {
  const list = (items: readonly string[]) =>
    items.map(item => `- ${item}`).join('\n');
  const data = section.data.map(
    ({ name, rows, from, to, provenance, licence }) =>
      `${name}: ${rows.toLocaleString(
        'en-US',
      )} rows, ${from} to ${to}. ${provenance}. Licence: ${licence}.`,
  );
  const parts = [
    `## ${section.title}`,
    `${section.purpose} More: [${section.page}](${section.page}).`,
    '_Data_',
    list(data),
    '_Splits_',
    list(section.splits),
    '_Held-out figures_',
    ...section.tables.map(table => formatFigureTable(table).trimEnd()),
    ...(section.groups.length > 0 ? ['_By group_'] : []),
    ...section.groups.map(table => formatFigureTable(table).trimEnd()),
    '_Known weaknesses_',
    list(section.weaknesses),
  ];
  return `${parts.join('\n\n')}\n`;
}
