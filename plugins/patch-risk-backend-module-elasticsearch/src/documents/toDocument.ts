import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import { anomalyDocument } from './anomalyDocument';
import type { EcsDocument } from './EcsDocument';
import { findingDocument } from './findingDocument';

/** One event as an ECS document. Pure: the same event always gives the same document. */
export function toDocument(options: {
  event: OutboundEvent;
  namespace: string;
}): EcsDocument {
  return options.event.dataset === 'anomaly'
    ? anomalyDocument(options)
    : findingDocument(options);
}
