/**
 * A connection between two addresses, as a sensor saw it.
 *
 * @public
 */
export interface Flow {
  /** Place in the source: file and line. */
  record: string;
  /** Instant, ISO 8601 in UTC. */
  startedAt: string;
  endedAt: string;
  /** Who began, in canonical form. */
  source: string;
  destination: string;
  /** Of the destination; undefined where the protocol has none. */
  port?: number;
  /** Lower case: `tcp`, `udp`, `icmp`. */
  protocol: string;
  /** What the sensor recognised: `modbus`, `tls`. */
  service?: string;
  bytesToDestination: number;
  bytesToSource: number;
  /**
   * `answered`: both ends sent, and neither refused; `refused`: the destination said no; `unanswered`: it said
   * nothing; `unknown`: the sensor cannot tell.
   */
  state: 'answered' | 'refused' | 'unanswered' | 'unknown';
}
