import type { Exposure } from '@patch-risk/backstage-plugin-patch-risk-common';

/** Ports of a device that the firewalls open to a zone. */
export interface ReachPath {
  zone: string;
  kind: Exposure;
  protocol: 'tcp' | 'udp';
  /** `443, 8000-8010`. */
  ports: string;
  isWhole: boolean;
  /** Firewall and rule that opens them, for each firewall on the way. */
  rules: string[];
  isCertain: boolean;
}
