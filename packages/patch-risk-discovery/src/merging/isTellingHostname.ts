/** Names that systems come with. */
const DEFAULTS =
  /^(?:localhost\d*|localdomain|unknown|none|null|undefined|default|host|hostname|device|server|client|router|gateway|switch|printer|android|iphone|ipad|raspberrypi|openwrt|linux|ubuntu|debian|windows|pc|plc|hmi|rtu|espressif|_gateway|n\/?a|-+|\*)$/;

/** Host names that are made of the address: `192-0-2-7.example.com`, `dhcp-7-2-0-192`, `ip-c0000207`. */
function isMadeOfAddress(hostname: string, ips: readonly string[]): boolean {
  const compact = hostname.replace(/[^a-z0-9]+/g, '-');
  for (const ip of ips) {
    const parts = ip.split('.');
    if (parts.length !== 4) continue;
    const hex = parts
      .map(part => Number(part).toString(16).padStart(2, '0'))
      .join('');
    const forms = [parts.join('-'), [...parts].reverse().join('-'), hex];
    if (forms.some(form => `-${compact}-`.includes(`-${form}-`))) return true;
  }
  return /(?:^|-)(?:\d{1,3}-){3}\d{1,3}(?:-|$)/.test(compact);
}

/**
 * Whether a host name can stand for one device of its site: neither an address, nor made of one,
 * nor a name that systems come with.
 *
 * @param hostname - lower case, without a final dot
 */
export function isTellingHostname(
  hostname: string,
  ips: readonly string[],
): boolean {
  const [label] = hostname.split('.');
  if (hostname === '' || hostname.includes(':')) return false;
  if (DEFAULTS.test(label) || /^[\d-]+$/.test(label)) return false;
  return !isMadeOfAddress(hostname, ips);
}
