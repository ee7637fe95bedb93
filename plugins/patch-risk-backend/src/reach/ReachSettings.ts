import type { RuleColumns } from './firewall/parseRuleTable';
import type { ReachZone } from './ReachZone';

/** Logs of one sensor. */
export interface FlowSource {
  format: 'zeek' | 'suricata';
  /** Directory or file. */
  path: string;
  /** Entity ref of the site that the sensor watches; tells devices apart whose addresses are the same. */
  site?: string;
}

/** The export of one firewall. */
export interface FirewallSource {
  name: string;
  path: string;
  format: 'csv' | 'json' | 'iptables' | 'asa';
  columns: RuleColumns;
  /** Which of several access lists, or where iptables begins. */
  list?: string;
  /** Zones whose traffic passes it; all where it is undefined. */
  sourceZones?: string[];
  /** Zones that stand behind it; all where it is undefined. */
  destinationZones?: string[];
}

/** Traffic that is allowed between two zones. */
export interface Conduit {
  from: string;
  to: string;
  /** `tcp/502`; undefined means any. */
  ports?: string[];
}

/** What `patchRisk.reach` says. */
export interface ReachSettings {
  zones: ReachZone[];
  flows: FlowSource[];
  firewalls: FirewallSource[];
  /** Undefined: nothing is said of traffic between zones. */
  conduits?: Conduit[];
  flowRetentionMs: number;
  maxRowsPerDevice: number;
}
