import { AddressSet } from './AddressSet';

// IANA's registries of special addresses; networks for documentation count as public, which harms nobody.
const SPECIAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
];

/** Addresses that are routed on the internet: IPv4 without the special blocks, and 2000::/3. */
export const publicAddresses = SPECIAL.reduce(
  (left, block) => left.subtract(AddressSet.parse(block)!),
  AddressSet.parse('0.0.0.0/0')!,
).union(AddressSet.parse('2000::/3')!);
