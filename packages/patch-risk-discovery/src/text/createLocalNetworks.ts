import ipaddr from 'ipaddr.js';

const ownRanges = ['private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'];

/**
 * Whether an address is one of ours, as a predicate.
 *
 * @param networks - address blocks (`192.0.2.0/24`, `2001:db8::/32`) that are ours besides private, unique local,
 *   link-local and carrier-grade NAT ranges
 * @returns takes an address as `normaliseIp` gives it
 * @throws RangeError that names the block, where it is none
 *
 * @public
 */
export function createLocalNetworks(
  networks: string[] = [],
): (ip: string) => boolean {
  const blocks = networks.map(network => {
    if (!ipaddr.isValidCIDR(network)) {
      throw new RangeError(
        `${network} is no block of addresses; write it as 192.0.2.0/24 or 2001:db8::/32`,
      );
    }
    return ipaddr.parseCIDR(network);
  });
  return ip => {
    const address = ipaddr.parse(ip);
    return (
      ownRanges.includes(address.range()) ||
      blocks.some(
        ([base, bits]) =>
          base.kind() === address.kind() && address.match(base, bits),
      )
    );
  };
}
