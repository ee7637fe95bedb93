import { cleanText } from '@patch-risk/match';
import { normaliseMac } from '../../text/normaliseMac';
import type { MudPeer, MudPorts } from './MudProfile';
import type { MudEntry } from './mudSchema';

const protocols = new Map<number, MudPeer['protocol']>([
  [1, 'icmp'],
  [2, 'igmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'icmpv6'],
]);

type Layer4 = NonNullable<NonNullable<MudEntry['matches']>['tcp']>;

function portsOf(ports: Layer4['source-port']): MudPorts | undefined {
  const lower = ports?.['lower-port'];
  const upper = ports?.['upper-port'];
  const { port, operator } = ports ?? {};
  if (lower !== undefined) {
    return { first: lower, last: upper ?? lower };
  }
  if (port === undefined) {
    return undefined;
  }
  switch (operator) {
    case 'lte':
      return { first: 0, last: port };
    case 'gte':
      return { first: port, last: 65_535 };
    case 'neq':
      return { first: port, last: port, not: true };
    default:
      return { first: port, last: port };
  }
}

function whoIs(
  entry: MudEntry,
  direction: MudPeer['direction'],
): MudPeer['peer'] {
  const { ipv4, ipv6, eth } = entry.matches ?? {};
  const mud = entry.matches?.['ietf-mud:mud'] ?? {};
  // The peer receives what comes from the device, and sends what goes to it.
  const isFrom = direction === 'from-device';
  for (const layer of [ipv4, ipv6]) {
    const name = isFrom
      ? layer?.['ietf-acldns:dst-dnsname']
      : layer?.['ietf-acldns:src-dnsname'];
    if (name) {
      return { kind: 'domain', name: cleanText(name, 253).toLowerCase() };
    }
  }
  const block = isFrom
    ? ipv4?.['destination-ipv4-network'] ?? ipv6?.['destination-ipv6-network']
    : ipv4?.['source-ipv4-network'] ?? ipv6?.['source-ipv6-network'];
  if (block) {
    return { kind: 'network', block: cleanText(block, 64) };
  }
  if (mud.controller) {
    return { kind: 'controller', uri: cleanText(mud.controller, 500) };
  }
  if ('my-controller' in mud) {
    return { kind: 'my-controller' };
  }
  if ('local-networks' in mud) {
    return { kind: 'local-networks' };
  }
  if (mud.manufacturer) {
    return {
      kind: 'manufacturer',
      authority: cleanText(mud.manufacturer, 253),
    };
  }
  if ('same-manufacturer' in mud) {
    return { kind: 'same-manufacturer' };
  }
  const mac = eth?.[isFrom ? 'destination-mac-address' : 'source-mac-address'];
  const address =
    mac === undefined
      ? undefined
      : normaliseMac(mac) ?? cleanText(mac, 64).toLowerCase();
  return address === undefined ? { kind: 'any' } : { kind: 'mac', address };
}

/** An entry of an access list, seen from the device. */
export function readPeer(
  entry: MudEntry,
  direction: MudPeer['direction'],
): MudPeer {
  const { ipv4, ipv6, tcp, udp, icmp } = entry.matches ?? {};
  const number = ipv4?.protocol ?? ipv6?.protocol;
  const named =
    (tcp && 'tcp') ??
    (udp && 'udp') ??
    (icmp === undefined ? undefined : 'icmp');
  const layer = tcp ?? udp;
  const isFrom = direction === 'from-device';
  return {
    direction,
    entry: cleanText(entry.name, 200),
    action: entry.actions.forwarding,
    peer: whoIs(entry, direction),
    protocol: number === undefined ? named : protocols.get(number) ?? number,
    peerPorts: portsOf(layer?.[isFrom ? 'destination-port' : 'source-port']),
    devicePorts: portsOf(layer?.[isFrom ? 'source-port' : 'destination-port']),
    initiatedBy: layer?.['ietf-mud:direction-initiated'],
  };
}
