/**
 * Whom a kind of device talks with, by one entry of an access list.
 *
 * @public
 */
export interface MudPeer {
  /** Seen from the device. */
  direction: 'from-device' | 'to-device';
  /** Name of the entry in the file. */
  entry: string;
  action: 'accept' | 'drop' | 'reject';
  /**
   * Who the peer is. `any` where the entry names nobody.
   */
  peer:
    | { kind: 'domain'; name: string }
    | { kind: 'network'; block: string }
    | { kind: 'mac'; address: string }
    | { kind: 'controller'; uri: string }
    | { kind: 'my-controller' }
    | { kind: 'local-networks' }
    | { kind: 'manufacturer'; authority: string }
    | { kind: 'same-manufacturer' }
    | { kind: 'any' };
  /** Undefined where the entry takes every protocol; a number is that of the IANA. */
  protocol?: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | 'igmp' | number;
  /** Ports of the peer; undefined where every port is meant. */
  peerPorts?: MudPorts;
  /** Ports of the device; undefined where every port is meant. */
  devicePorts?: MudPorts;
  /** Who opens the connection; undefined where the entry does not say. */
  initiatedBy?: 'from-device' | 'to-device';
}

/**
 * Ports from `first` to `last`, both included; `not` for all but these.
 *
 * @public
 */
export interface MudPorts {
  first: number;
  last: number;
  not?: true;
}

/**
 * What a MUD file (RFC 8520) says of a kind of device. It is the maker's intent, not something that was seen.
 *
 * @public
 */
export interface MudProfile {
  /** Name of the file, or what it was called. */
  file: string;
  url?: string;
  /** Instant, ISO 8601 in UTC. */
  lastUpdate?: string;
  /** Whether the maker still updates the device; undefined where the file does not say. */
  isSupported?: boolean;
  manufacturer?: string;
  model?: string;
  systemInfo?: string;
  firmwareVersion?: string;
  softwareVersion?: string;
  documentation?: string;
  peers: MudPeer[];
}
