/** Letters that Unicode does not decompose into a base letter and a mark. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ł', 'l'],
  ['đ', 'd'],
]);

/**
 * Folds a name for comparison: UTF-8 that was read as Latin-1 is repaired, letters become lower
 * case without diacritics, typographic dashes become hyphens, white space becomes single spaces.
 *
 * @public
 */
export function foldText(text: string): string {
  let repaired = text;
  if (/[ÃÂ][\u0080-\u00bf]/.test(text)) {
    const decoded = Buffer.from(text, 'latin1').toString('utf8');
    if (!decoded.includes('\ufffd')) repaired = decoded;
  }
  return repaired
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøæœłđ]/g, letter => LETTERS.get(letter) ?? letter)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
