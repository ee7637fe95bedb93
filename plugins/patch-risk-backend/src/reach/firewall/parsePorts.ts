import { ALL_PORTS } from './ALL_PORTS';

// Names as firewalls of Cisco and /etc/services write them.
const NAMES = new Map<string, number>(
  Object.entries({
    'ftp-data': 20,
    ftp: 21,
    ssh: 22,
    telnet: 23,
    smtp: 25,
    domain: 53,
    bootps: 67,
    bootpc: 68,
    tftp: 69,
    www: 80,
    http: 80,
    pop3: 110,
    sunrpc: 111,
    ntp: 123,
    'netbios-ns': 137,
    'netbios-dgm': 138,
    'netbios-ssn': 139,
    imap4: 143,
    snmp: 161,
    snmptrap: 162,
    ldap: 389,
    https: 443,
    syslog: 514,
    ldaps: 636,
    sip: 5060,
    sqlnet: 1521,
    pptp: 1723,
    radius: 1645,
    'radius-acct': 1646,
    modbus: 502,
    rdp: 3389,
  }),
);

function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text)
    ? Number(text)
    : NAMES.get(text.toLowerCase());
  return port !== undefined && port <= 65_535 ? port : undefined;
}

/**
 * Ports as `any`, `80`, `https` or `80,443,1000-2000` (a colon in place of the hyphen too).
 *
 * @returns undefined where a part is neither a port nor a range of ports
 */
export function parsePorts(
  text: string | undefined,
): readonly (readonly [number, number])[] | undefined {
  const bare = text?.trim() ?? '';
  if (/^(any|all|\*|-)?$/i.test(bare)) {
    return ALL_PORTS;
  }
  const ranges: [number, number][] = [];
  for (const part of bare.split(/[\s,;]+/).filter(Boolean)) {
    const whole = portOf(part);
    const [low, high, ...more] =
      whole === undefined ? part.split(/[-:]/) : [part, part];
    const from = portOf(low);
    const to = high === undefined ? undefined : portOf(high);
    if (
      more.length > 0 ||
      from === undefined ||
      to === undefined ||
      from > to
    ) {
      return undefined;
    }
    ranges.push([from, to]);
  }
  return ranges;
}
