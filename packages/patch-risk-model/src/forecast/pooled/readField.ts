/**
 * Value of `name: value` in a text of such pairs with `;` between, as
 * `productsAffectedText` holds them for Linux; `undefined` where it is absent.
 */
export function readField(
  text: string | undefined,
  name: string,
): string | undefined {
  for (const part of (text ?? '').slice(0, 1000).split(';')) {
    const at = part.indexOf(':');
    if (at > 0 && part.slice(0, at).trim().toLowerCase() === name) {
      return (
        part
          .slice(at + 1)
          .trim()
          .toLowerCase() || undefined
      );
    }
  }
  return undefined;
}
