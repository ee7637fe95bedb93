/**
 * Text from outside as one line without control characters and halves of characters, or undefined where nothing is
 * left. Markup stays: whoever shows it escapes it.
 *
 * @param length - the most UTF-16 units that are kept; no character is cut
 */
export function cleanText(
  text: string | undefined,
  length: number,
): string | undefined {
  const line = (text ?? '')
    .slice(0, 10 * length)
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const kept = line
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  return kept === '' ? undefined : kept;
}
