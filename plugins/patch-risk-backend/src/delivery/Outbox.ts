import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { OutboxWriter } from '../database/OutboxWriter';
import { machineClock } from './machineClock';

/**
 * The way out for everything that leaves Patch Risk. A row is written in the transaction of the change that it announces;
 * the delivery worker does the rest.
 */
export class Outbox {
  readonly #eventSinkIds: () => string[];
  readonly #ticketSinkIds: () => string[];
  readonly #clock: Clock;
  readonly #deliveryClock: Clock;
  readonly #writer = OutboxWriter.create();

  private constructor(options: {
    eventSinkIds: () => string[];
    ticketSinkIds: () => string[];
    clock: Clock;
    deliveryClock: Clock;
  }) {
    this.#eventSinkIds = options.eventSinkIds;
    this.#ticketSinkIds = options.ticketSinkIds;
    this.#clock = options.clock;
    this.#deliveryClock = options.deliveryClock;
  }

  /**
   * @param options - the ids are asked for at each enqueue, as modules register their sinks after us; `clock` dates the
   * rows for people, `deliveryClock` (default: the machine's time) decides when they are due
   */
  static create(options: {
    eventSinkIds: () => string[];
    ticketSinkIds: () => string[];
    clock: Clock;
    deliveryClock?: Clock;
  }): Outbox {
    return new Outbox({ deliveryClock: machineClock, ...options });
  }

  /** One row for each event sink. The same event enqueued again, by id and action, adds nothing. */
  async enqueueEvent(
    transaction: Knex.Transaction,
    event: OutboundEvent,
  ): Promise<void> {
    const payload = JSON.stringify(event);
    await this.#writer.insertOnce(
      transaction,
      this.#eventSinkIds().map(sink => ({
        sink,
        kind: 'event',
        aggregate: event.device.entityRef,
        dedupeKey: `${event.id}/${event.action}`,
        payload,
        ...this.#instants(),
      })),
    );
  }

  /**
   * Asks every ticket sink to bring the ticket of a task to the task's present state. What that state is, is read when
   * it is sent; however often this is called before, one call goes out.
   *
   * @param options - `contentHash` is `tasks.content_hash` as the same transaction writes it; `sinks` keeps to these
   * sinks
   */
  async enqueueTicket(
    transaction: Knex.Transaction,
    options: { taskId: string; contentHash: string; sinks?: string[] },
  ): Promise<void> {
    for (const sink of options.sinks ?? this.#ticketSinkIds()) {
      await this.#writer.requestTicket(transaction, {
        sink,
        taskId: options.taskId,
        contentHash: options.contentHash,
        ...this.#instants(),
      });
    }
  }

  #instants(): { createdAt: string; dueAt: string } {
    return {
      createdAt: this.#clock.now().toISOString(),
      dueAt: this.#deliveryClock.now().toISOString(),
    };
  }
}
