import ipaddr from 'ipaddr.js';

/**
 * True for addresses of the public internet: not loopback, private, link-local, multicast,
 * reserved, nor an IPv4 one of these wrapped into IPv6.
 *
 * @param address - IPv4 or IPv6, as text.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) {
    return false;
  }
  // `process` unwraps IPv4 addresses mapped into IPv6; other tunnels have ranges of their own.
  return ipaddr.process(address).range() === 'unicast';
}
