import type {
  TicketContent,
  TicketImage,
  TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { OutboxItem } from '../database/OutboxLeases';
import type { NewOutcomeEvent } from '../database/OutcomeEventStore';
import type { TicketRowPayload } from '../database/OutboxWriter';
import type { DeliveryContext } from './DeliveryContext';
import { type DesiredTicket, desiredTicket, hasEnded } from './desiredTicket';
import { FailureHandler } from './FailureHandler';
import { ticketEvent } from './ticketEvent';

/** Where a delivery stands, for judging an error. */
interface Progress {
  creating: boolean;
  mayExist: boolean;
}

/** Marks a lease that another worker holds by now: nothing more is done with the item. */
class LeaseLost extends Error {}

/** Brings the ticket of one task to the task's present state. */
export class TicketDelivery {
  readonly #context: DeliveryContext;
  readonly #sink: TicketSink;
  readonly #failures: FailureHandler;

  private constructor(context: DeliveryContext, sink: TicketSink) {
    this.#context = context;
    this.#sink = sink;
    this.#failures = FailureHandler.create(context);
  }

  static create(context: DeliveryContext, sink: TicketSink): TicketDelivery {
    return new TicketDelivery(context, sink);
  }

  /**
   * Delivers a leased item, or gives it back.
   *
   * @returns how long the sink asked to be left alone, in milliseconds, or undefined
   */
  async deliver(
    item: OutboxItem,
    options: { signal: AbortSignal },
  ): Promise<number | undefined> {
    const progress: Progress = {
      creating: false,
      mayExist: item.intentAt !== undefined,
    };
    try {
      await this.#bring(item, progress, options.signal);
      return undefined;
    } catch (error) {
      if (error instanceof LeaseLost) {
        return undefined;
      }
      return this.#failures.handle(item, error, {
        stopping: options.signal.aborted,
        lookUpAfterMs: this.#sink.searchLagMs,
        ...progress,
      });
    }
  }

  async #bring(
    item: OutboxItem,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<void> {
    const { tickets } = this.#context;
    const desired = await desiredTicket(this.#context, item.aggregate);
    const stored = await tickets.get(item.aggregate, this.#sink.id);
    let image = stored?.image;
    if (!image && progress.mayExist) {
      image = await this.#lookUp(item, desired, signal);
      progress.mayExist = false;
    }
    if (image) {
      await this.#bringExisting(item, image, stored?.sentHash, desired, signal);
    } else if (desired.ended) {
      await this.#finish(item, { desired });
    } else {
      const created = await this.#createTicket(item, desired, progress, signal);
      progress.creating = false;
      await this.#finish(item, {
        desired,
        image: created,
        sent: true,
        events: [ticketEvent('ticket-created', desired, created)],
      });
    }
  }

  /** Looks for a ticket that an earlier create with an unknown outcome may have made, and adopts it. */
  async #lookUp(
    item: OutboxItem,
    desired: DesiredTicket,
    signal: AbortSignal,
  ): Promise<TicketImage | undefined> {
    const { clock, database, leases, outcomes, tickets } = this.#context;
    const found = await this.#call(item, 'find', signal, callSignal =>
      this.#sink.find(desired.content.key, { signal: callSignal }),
    );
    if (!found) {
      return undefined;
    }
    const at = clock.now().toISOString();
    await database.transaction(async transaction => {
      if (!(await leases.resolveIntent(transaction, item))) {
        throw new LeaseLost();
      }
      await tickets.save(transaction, {
        taskId: item.aggregate,
        image: found,
        at,
      });
      await outcomes.append(
        transaction,
        [ticketEvent('ticket-created', desired, found, { adopted: true })],
        at,
      );
    });
    return found;
  }

  async #createTicket(
    item: OutboxItem,
    desired: DesiredTicket,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<TicketImage> {
    const { config, deliveryClock, leases } = this.#context;
    const now = deliveryClock.now().getTime();
    const intended = await leases.intend(item, {
      intentAt: new Date(now).toISOString(),
      leaseUntil: new Date(now + config.leaseMs).toISOString(),
      // The request may leave until its time limit; from then on the search needs its lag.
      lookUpAt: new Date(
        now + config.callTimeoutMs + this.#sink.searchLagMs,
      ).toISOString(),
    });
    if (!intended) {
      throw new LeaseLost();
    }
    progress.creating = true;
    return this.#send('create', signal, callSignal =>
      this.#sink.create(desired.content, { signal: callSignal }),
    );
  }

  async #bringExisting(
    item: OutboxItem,
    known: TicketImage,
    sentHash: string | undefined,
    desired: DesiredTicket,
    signal: AbortSignal,
  ): Promise<void> {
    const previous = await this.#previous(item);
    const endedBefore = previous !== undefined && hasEnded(previous.task);
    let image = known;
    let events: NewOutcomeEvent[] = [];
    const call = async (
      operation: string,
      change: (callSignal: AbortSignal) => Promise<TicketImage>,
    ) => {
      image = await this.#call(item, operation, signal, change);
      events = [ticketEvent('ticket-changed', desired, image, { operation })];
    };
    if (desired.ended) {
      if (image.statusCategory !== 'done') {
        await call('close', callSignal =>
          this.#sink.close(image, desired.endReason, { signal: callSignal }),
        );
      }
      await this.#finish(item, { desired, image, sent: true, events });
      return;
    }
    if (image.statusCategory === 'done') {
      if (!endedBefore) {
        // A person closed it. It stays closed until a person or a new occurrence of the task opens it.
        await this.#finish(item, { desired });
        return;
      }
      await call('reopen', callSignal =>
        this.#sink.reopen(image, 'The task is open again.', {
          signal: callSignal,
        }),
      );
    }
    if (sentHash !== desired.hash) {
      await call('update', callSignal =>
        this.#sink.update(image, desired.content, previous, {
          signal: callSignal,
        }),
      );
    }
    await this.#finish(item, { desired, image, sent: true, events });
  }

  /** Records what the sink answered and ends the row, or starts it again when more was asked for meanwhile. */
  async #finish(
    item: OutboxItem,
    result: {
      desired: DesiredTicket;
      image?: TicketImage;
      sent?: boolean;
      events?: NewOutcomeEvent[];
    },
  ): Promise<void> {
    const { clock, database, leases, outcomes, tickets } = this.#context;
    const { desired, image } = result;
    const at = clock.now().toISOString();
    await database.transaction(async transaction => {
      // A write comes first: it locks the row against an enqueue that would go unseen.
      if (!(await leases.extend(item, this.#leaseUntil(), transaction))) {
        throw new LeaseLost();
      }
      const payload: TicketRowPayload = JSON.parse(
        (await leases.payload(transaction, item.id)) ?? item.payload,
      );
      if (image) {
        await tickets.save(transaction, {
          taskId: item.aggregate,
          image,
          sentHash: desired.hash,
          at,
        });
        await outcomes.append(transaction, result.events ?? [], at);
      }
      await leases.deliver(transaction, item, {
        at: this.#context.deliveryClock.now().toISOString(),
        payload: JSON.stringify({
          ...payload,
          ...(result.sent ? { sent: JSON.stringify(desired.content) } : {}),
        }),
        again: payload.contentHash !== desired.hash,
      });
    });
  }

  async #previous(item: OutboxItem): Promise<TicketContent | undefined> {
    const { sent }: TicketRowPayload = JSON.parse(item.payload);
    return sent === undefined ? undefined : JSON.parse(sent);
  }

  /** A call that may be repeated: the lease is held for it first. */
  async #call<T>(
    item: OutboxItem,
    operation: string,
    signal: AbortSignal,
    call: (callSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (!(await this.#context.leases.extend(item, this.#leaseUntil()))) {
      throw new LeaseLost();
    }
    return this.#send(operation, signal, call);
  }

  async #send<T>(
    operation: string,
    signal: AbortSignal,
    call: (callSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { config, metrics } = this.#context;
    const callSignal = AbortSignal.any([
      signal,
      AbortSignal.timeout(config.callTimeoutMs),
    ]);
    return metrics.measure({ sink: this.#sink.id, operation }, () =>
      call(callSignal),
    );
  }

  #leaseUntil(): string {
    const { config, deliveryClock } = this.#context;
    return new Date(
      deliveryClock.now().getTime() + config.leaseMs,
    ).toISOString();
  }
}
