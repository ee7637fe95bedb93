import {
  RejectedError,
  RetryLaterError,
  UnknownOutcomeError,
  type EventSink,
  type TicketImage,
  type TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { ServerTicket } from './TicketServer';

function toImage(ticket: ServerTicket): TicketImage {
  return {
    sink: 'tracker',
    externalId: ticket.id,
    key: `T-${ticket.id}`,
    url: `http://tracker.invalid/${ticket.id}`,
    status: ticket.category === 'done' ? 'Erledigt' : 'Offen',
    statusCategory: ticket.category,
    dueDate: ticket.content.dueDate,
  };
}

/** A ticket sink and an event sink for a `TicketServer`, honest about what they do not know. */
export function httpSinks(options: { url: string; searchLagMs: number }): {
  ticketSink: TicketSink;
  eventSink: EventSink;
} {
  const call = async (
    operation: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<unknown> => {
    let response: Response;
    try {
      response = await fetch(`${options.url}/${operation}`, {
        method: 'POST',
        headers: { 'x-pid': String(process.pid) },
        body: JSON.stringify(body),
        signal,
      });
    } catch (error) {
      throw new UnknownOutcomeError('The connection was lost', error);
    }
    const answer = await response.json();
    if (response.status === 429) {
      throw new RetryLaterError('Too many requests', { retryAfterMs: answer });
    }
    if (!response.ok) {
      throw new RejectedError('The tracker refused it');
    }
    return answer;
  };
  const ticket = async (
    operation: string,
    body: unknown,
    signal: AbortSignal,
  ) => toImage((await call(operation, body, signal)) as ServerTicket);
  const describe = () => ({
    title: 'Tracker',
    target: options.url,
    standIn: true,
  });
  return {
    ticketSink: {
      id: 'tracker',
      searchLagMs: options.searchLagMs,
      describe,
      async find(key, { signal }) {
        const found = (await call('find', { key }, signal)) as
          | ServerTicket
          | { none: true };
        return 'none' in found ? undefined : toImage(found);
      },
      create: (content, { signal }) => ticket('create', { content }, signal),
      update: ({ externalId: id }, content, _previous, { signal }) =>
        ticket('update', { id, content }, signal),
      close: ({ externalId: id }, _reason, { signal }) =>
        ticket('close', { id }, signal),
      reopen: ({ externalId: id }, _reason, { signal }) =>
        ticket('reopen', { id }, signal),
      async read(ids, { signal }) {
        const found = (await call('read', { ids }, signal)) as ServerTicket[];
        return found.map(toImage);
      },
    },
    eventSink: {
      id: 'siem',
      batchSize: 20,
      describe,
      async deliver(events, { signal }) {
        await call('deliver', { events }, signal);
        return events.map(() => ({ outcome: 'delivered' }));
      },
    },
  };
}
