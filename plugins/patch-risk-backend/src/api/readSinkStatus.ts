import type { SinkStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import type {
  EventSink,
  TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { OutboxStore } from '../database/OutboxStore';

/** Where things are delivered to, and what is still to be delivered. */
export async function readSinkStatus(options: {
  eventSinks: readonly EventSink[];
  ticketSinks: readonly TicketSink[];
  outbox: OutboxStore;
}): Promise<SinkStatus[]> {
  const sinks = [
    ...options.ticketSinks.map(sink => ({ kind: 'tickets' as const, sink })),
    ...options.eventSinks.map(sink => ({ kind: 'events' as const, sink })),
  ];
  return Promise.all(
    sinks.map(async ({ kind, sink }) => ({
      id: sink.id,
      kind,
      ...sink.describe(),
      ...(await options.outbox.summary(sink.id)),
    })),
  );
}
