import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import { toDocument } from './toDocument';

/**
 * The two lines that the bulk API wants for an event, each without its line break. `create` with the event's own id:
 * sent twice, it is stored once in each backing index.
 */
export function bulkLines(options: {
  event: OutboundEvent;
  namespace: string;
}): { action: string; document: string } {
  const { event, namespace } = options;
  return {
    action: JSON.stringify({
      create: {
        _index: `logs-patchrisk.${event.dataset}-${namespace}`,
        _id: event.id,
      },
    }),
    document: JSON.stringify(toDocument(options)),
  };
}
