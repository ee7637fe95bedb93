const PLACEHOLDERS = new Set(['', 'n a', 'na', 'unknown', 'unspecified']);

/**
 * One spelling for a package or product: lower case, signs other than `+`, `.`
 * and `-` within a word as spaces; at most 80 characters. `undefined` when the
 * name says nothing.
 */
export function normaliseProduct(name: string | undefined): string | undefined {
  const plain = (name ?? '')
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9+.-]+/g, ' ')
    .trim()
    .slice(0, 80);
  return PLACEHOLDERS.has(plain) ? undefined : plain;
}
