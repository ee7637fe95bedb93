import ipaddr from 'ipaddr.js';

/**
 * An IP address in its canonical form (RFC 5952 for IPv6), or undefined where the text is none that a device can
 * have: unspecified, multicast and broadcast addresses are left out, and so are shortened ones such as `10.1`. A
 * mapped IPv4 address becomes IPv4, a zone (`%eth0`) and brackets go.
 *
 * @param text - from outside
 *
 * @public
 */
export function normaliseIp(text: string): string | undefined {
  if (text.length > 128) {
    return undefined;
  }
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '');
  // The library throws and catches an error for every name, which costs more than all the rest of reading it.
  if (!/^[\d.]+$|:/.test(bare)) {
    return undefined;
  }
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) {
    return undefined;
  }
  const address = ipaddr.process(bare);
  if (
    ['unspecified', 'multicast', 'broadcast'].includes(address.range()) ||
    address.toString().startsWith('0.')
  ) {
    return undefined;
  }
  return address instanceof ipaddr.IPv6
    ? address.toRFC5952String()
    : address.toString();
}
