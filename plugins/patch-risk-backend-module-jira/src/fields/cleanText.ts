const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}]+/gu;

/**
 * External text as one line of plain text: control, format and lone surrogate characters gone (they can hide or reorder
 * what a person reads), white space folded, cut to a length with an ellipsis.
 */
export function cleanText(text: string, mostCharacters: number): string {
  const folded = text
    .replace(/\s+/g, ' ')
    .replace(CONTROL, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = [...folded];
  // Jira counts UTF-16 units, people count characters: cut whole characters until the units fit.
  let length = folded.length;
  if (length <= mostCharacters) {
    return folded;
  }
  while (length > mostCharacters - 1) {
    length -= characters.pop()?.length ?? length;
  }
  return `${characters.join('').trimEnd()}…`;
}
