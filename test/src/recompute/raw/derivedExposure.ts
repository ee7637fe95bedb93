/**
 * The least exposure that zones show of a device, from docs/reach.md: the highest kind of the zones of its addresses.
 *
 * @param zones - prefix of the addresses in each zone, with its kind
 * @returns undefined where it lies in none
 */
export function derivedExposure(
  addresses: readonly string[],
  zones: readonly { prefix: string; kind: string }[],
): string | undefined {
  const kinds = zones
    .filter(({ prefix }) =>
      addresses.some(address => address.startsWith(prefix)),
    )
    .map(({ kind }) => kind);
  return ['internet', 'dmz', 'internal', 'isolated'].find(kind =>
    kinds.includes(kind),
  );
}
