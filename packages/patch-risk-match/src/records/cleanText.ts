// All but line feed and tab; PostgreSQL cannot store U+0000 at all.
const controlCharacters = /[^\P{Cc}\n\t]/gu;

const loneSurrogates = /\p{Surrogate}/gu;

/**
 * Text of a feed as the store can hold it: valid Unicode, without control characters, of bounded
 * length. Markup stays as it is; whoever shows the text escapes it for its place.
 *
 * @param text - Text from outside.
 * @param maxLength - In UTF-16 code units; longer text ends with an ellipsis.
 *
 * @public
 */
export function cleanText(text: string, maxLength: number): string {
  const clean = text
    .replace(loneSurrogates, '\ufffd')
    .replace(controlCharacters, ' ')
    .trim();
  return clean.length > maxLength
    ? `${clean.slice(0, maxLength - 1).replace(loneSurrogates, '')}…`
    : clean;
}
