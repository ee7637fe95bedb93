/**
 * Puts newly measured chapters in their places in the text of a model card.
 *
 * @param options - `names`: families in the order of the card; `measured`: new
 * chapters by family; `head`: what stands before the first
 * @throws Error where chapters are kept and the card has not one for each family
 */
export function replaceChapters(
  card: string,
  options: {
    head: string;
    names: readonly string[];
    measured: ReadonlyMap<string, string>;
  },
): string {
  const { head, names, measured } = options;
  // `## ` opens a chapter; nothing within one does, as headings below it are set in italics.
  const chapters = card
    .split(/^(?=## )/m)
    .filter(part => part.startsWith('## '));
  if (
    names.some(name => !measured.has(name)) &&
    chapters.length !== names.length
  ) {
    throw Object.assign(
      new Error(
        `The card has ${chapters.length} chapters for ${names.length} families, so none can be kept; measure all`,
      ),
      { code: 'NO_CARD' },
    );
  }
  const parts = names.map(
    (name, index) => measured.get(name) ?? `${chapters[index].trimEnd()}\n`,
  );
  return [head, ...parts].join('\n');
}
