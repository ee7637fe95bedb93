import { createHash, type Hash } from 'node:crypto';

/** Begins the hash of what makes an import the same as an earlier one; the bytes of the file are still to come. */
export function contentHashOf(told: {
  kind: string;
  source: string;
  site?: string;
  mapping?: unknown;
}): Hash {
  const { kind, source, site, mapping } = told;
  return createHash('sha256').update(
    JSON.stringify([kind, source, site ?? '', mapping ?? '']),
  );
}
