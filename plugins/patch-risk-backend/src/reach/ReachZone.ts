import type { Exposure } from '@patch-risk/backstage-plugin-patch-risk-common';

/** A zone of the network, as configured. */
export interface ReachZone {
  name: string;
  /** Blocks of addresses. */
  networks: string[];
  /** 0, 1, 2, 3, 3.5, 4 or 5. */
  purdueLevel?: number;
  kind: Exposure;
}
