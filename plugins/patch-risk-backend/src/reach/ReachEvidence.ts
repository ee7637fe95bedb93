import type { Exposure } from '@patch-risk/backstage-plugin-patch-risk-common';

/** One thing that shows how exposed a device is at least. */
export interface ReachEvidence {
  kind: 'zone' | 'flow' | 'firewall';
  /** The least exposure that it shows. */
  exposure: Exposure;
  /** In words, for people. */
  text: string;
  /** Zone of the peer or, of `zone`, of the device. */
  zone: string;
  /** Day of the newest flow, `YYYY-MM-DD`. */
  seenOn?: string;
  /** Rule of the export. */
  rule?: string;
}
