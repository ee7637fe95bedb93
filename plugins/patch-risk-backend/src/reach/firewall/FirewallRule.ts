import type { AddressSet } from '../AddressSet';

/** A rule of a firewall, in our words. */
export interface FirewallRule {
  /** As people find it in the export. */
  number: string;
  allow: boolean;
  source: AddressSet;
  destination: AddressSet;
  /** `tcp`, `udp`, another name, or `any`. */
  protocol: string;
  /** From and to, both included; whole for protocols without ports. */
  ports: readonly (readonly [number, number])[];
  /** False where the rule has conditions that are not read: it may apply or not. */
  isCertain: boolean;
}
