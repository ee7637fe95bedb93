import type { Flow } from '@patch-risk/discovery';
import type { ZoneModel } from '../ZoneModel';
import type { FlowSummary } from './FlowSummary';

/** Ports from here on are made up for one connection (RFC 6335), unless the sensor knows the service. */
const FIRST_DYNAMIC_PORT = 49_152;
/** Peers of a row that are told apart within one reading. */
const COUNTED_PEERS = 1_000;

/** Sums up flows by device, direction, zone of the peer and service, until it is emptied. */
export class FlowCollector {
  readonly #zones: ZoneModel;
  readonly #deviceOf: (address: string) => string | undefined;
  #rows = new Map<string, { row: FlowSummary; peers: Set<string> }>();

  /** @param options - `deviceOf` gives the ref of the device that has an address */
  static create(options: {
    zones: ZoneModel;
    deviceOf: (address: string) => string | undefined;
  }): FlowCollector {
    return new FlowCollector(options);
  }

  private constructor(options: {
    zones: ZoneModel;
    deviceOf: (address: string) => string | undefined;
  }) {
    this.#zones = options.zones;
    this.#deviceOf = options.deviceOf;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Counts a flow for each end of it that is a device; @returns whether one is. */
  add(flow: Flow): boolean {
    const source = this.#deviceOf(flow.source);
    const destination = this.#deviceOf(flow.destination);
    if (source !== undefined) {
      this.#count(flow, source, 'outbound');
    }
    if (destination !== undefined && destination !== source) {
      this.#count(flow, destination, 'inbound');
    }
    return source !== undefined || destination !== undefined;
  }

  /** What was summed up; the collector is empty afterwards. */
  take(): FlowSummary[] {
    const rows = [...this.#rows.values()].map(({ row, peers }) => ({
      ...row,
      peers: peers.size,
    }));
    this.#rows = new Map();
    return rows;
  }

  #count(
    flow: Flow,
    deviceRef: string,
    direction: FlowSummary['direction'],
  ): void {
    const isInbound = direction === 'inbound';
    const own = isInbound ? flow.destination : flow.source;
    const peer = isInbound ? flow.source : flow.destination;
    const isAnswered = flow.state === 'answered';
    const port = flow.port ?? 0;
    // Whoever scans asks for every port: what was not answered is one row.
    const named = isAnswered ? flow.service ?? '' : '';
    const counted =
      !isAnswered || (named === '' && port >= FIRST_DYNAMIC_PORT) ? 0 : port;
    const fresh: FlowSummary = {
      deviceRef,
      direction,
      ownZone: this.#zones.zoneOf(own)?.name ?? '',
      peerZone: this.#zones.zoneOf(peer)?.name ?? '',
      protocol: flow.protocol,
      port: counted,
      service: named,
      state: isAnswered ? 'answered' : 'unanswered',
      flows: 0,
      bytesReceived: 0,
      bytesSent: 0,
      peers: 0,
      examplePeer: peer,
      firstSeenAt: flow.startedAt,
      lastSeenAt: flow.endedAt,
    };
    const key = JSON.stringify([
      fresh.deviceRef,
      fresh.direction,
      fresh.ownZone,
      fresh.peerZone,
      fresh.protocol,
      fresh.port,
      fresh.service,
      fresh.state,
    ]);
    const entry = this.#rows.get(key) ?? { row: fresh, peers: new Set() };
    this.#rows.set(key, entry);
    const { row, peers } = entry;
    row.flows += 1;
    row.bytesReceived += isInbound
      ? flow.bytesToDestination
      : flow.bytesToSource;
    row.bytesSent += isInbound ? flow.bytesToSource : flow.bytesToDestination;
    if (peers.size < COUNTED_PEERS) {
      peers.add(peer);
    }
    if (flow.startedAt < row.firstSeenAt) {
      row.firstSeenAt = flow.startedAt;
    }
    if (flow.endedAt > row.lastSeenAt) {
      row.lastSeenAt = flow.endedAt;
    }
  }
}
