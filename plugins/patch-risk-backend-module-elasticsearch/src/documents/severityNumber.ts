import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';

/** The numbers that Elastic's own detection rules use for the four severities, so that ours sort among them. */
export const severityNumber: Record<OutboundEvent['severity'], number> = {
  low: 21,
  medium: 47,
  high: 73,
  critical: 99,
};
