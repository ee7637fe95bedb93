import type {
  EventSink,
  TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { OutboxItem } from '../database/OutboxLeases';
import type { DeliveryContext } from './DeliveryContext';
import { EventDelivery } from './EventDelivery';
import { TicketDelivery } from './TicketDelivery';

/** The way to one sink. */
export interface DeliveryLane {
  sink: string;
  /** The most items of one claim. */
  limit: number;
  /** @returns for how long to leave the sink alone, in milliseconds, or undefined */
  deliver(
    items: OutboxItem[],
    signal: AbortSignal,
  ): Promise<number | undefined>;
}

/** Tickets go out side by side, each by itself. */
export function ticketLane(
  context: DeliveryContext,
  sink: TicketSink,
): DeliveryLane {
  const delivery = TicketDelivery.create(context, sink);
  return {
    sink: sink.id,
    limit: context.config.concurrency,
    async deliver(items, signal) {
      const pauses = await Promise.all(
        items.map(item => delivery.deliver(item, { signal })),
      );
      return Math.max(0, ...pauses.map(value => value ?? 0)) || undefined;
    },
  };
}

/** Events go out in one call. */
export function eventLane(
  context: DeliveryContext,
  sink: EventSink,
): DeliveryLane {
  const delivery = EventDelivery.create(context, sink);
  return {
    sink: sink.id,
    limit: sink.batchSize,
    deliver: (items, signal) => delivery.deliver(items, { signal }),
  };
}
