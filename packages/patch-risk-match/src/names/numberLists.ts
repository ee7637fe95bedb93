/** `R04/08/16/32/120(EN)CPU`: letters, numbers with slashes between, perhaps letters in brackets, letters. */
const LIST =
  /(?:^|(?<=[\s,]))([a-z]*)(\d+(?:\/\d+)+)(?:\((-?[a-z]+)\) ?)?([a-z][\w-]*)?(?=$|[\s,(])/gi;
const CODE = /(?:^|(?<=[\s,]))[a-z]*\d[\w-]*(?=$|[\s,])/gi;

/**
 * Models that lists of numbers in a name stand for: `MELSEC iQ-R series R08/16PCPU` gives
 * `MELSEC iQ-R series R08PCPU` and `… R16PCPU`; letters in brackets may be there or not.
 *
 * @returns an empty list where the name holds no such list
 */
export function numberLists(text: string): string[] {
  const codes: string[] = [];
  let start = text.length;
  for (const match of text.matchAll(LIST)) {
    const [whole, letters, numbers, optional, rest = ''] = match;
    const parts = numbers.split('/');
    // `40/60kVA` and `12/24RCE` are ratings; a list has letters in front, or many numbers.
    if (letters === '' && parts.length < 3) continue;
    if (rest === '' && optional === undefined) continue;
    start = Math.min(start, text.indexOf(whole, match.index));
    for (const part of parts) {
      codes.push(`${letters}${part}${rest}`);
      if (optional !== undefined) {
        // `(-P)` may also stand behind the rest: `26CPU(-P)`.
        codes.push(`${letters}${part}${optional}${rest}`);
      }
    }
  }
  if (codes.length === 0) return [];
  for (const match of text.matchAll(CODE)) {
    codes.push(match[0]);
    start = Math.min(start, match.index);
  }
  const lead = text.slice(0, start);
  return codes.map(code => `${lead}${code}`);
}
