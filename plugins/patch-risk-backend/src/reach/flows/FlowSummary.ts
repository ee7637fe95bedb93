/** Flows of a device with one zone, by service; a row of `reach_flows`. */
export interface FlowSummary {
  deviceRef: string;
  /** Who began: `outbound` is the device. */
  direction: 'inbound' | 'outbound';
  /** Zone of the device's address; empty in no zone. */
  ownZone: string;
  /** Zone of the peer; empty in no zone. */
  peerZone: string;
  protocol: string;
  /** Of whoever was called; 0 stands for several. */
  port: number;
  /** Empty: not recognised. */
  service: string;
  state: 'answered' | 'unanswered';
  flows: number;
  bytesReceived: number;
  bytesSent: number;
  /** Distinct ones, at least. */
  peers: number;
  examplePeer: string;
  firstSeenAt: string;
  lastSeenAt: string;
}
