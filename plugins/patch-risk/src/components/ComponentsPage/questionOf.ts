import type { ListComponents } from '@patch-risk/backstage-plugin-patch-risk-common';

const HASH =
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;

/** A question in one field: a package URL, a hash (MD5 to SHA-512), or words of a name. */
export function questionOf(
  text: string,
): Pick<ListComponents['query'], 'query' | 'purl' | 'hash'> {
  const trimmed = text.trim();
  if (/^pkg:/i.test(trimmed)) {
    return { purl: trimmed };
  }
  return HASH.test(trimmed) ? { hash: trimmed } : { query: trimmed };
}
