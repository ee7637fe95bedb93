import type { TicketSink } from '@patch-risk/backstage-plugin-patch-risk-node';
import { classifyFailure } from './classifyFailure';
import type { DeliveryContext } from './DeliveryContext';
import { pause } from './pause';
import type { SinkPauses } from './SinkPauses';
import { TicketReadBack } from './TicketReadBack';

const PAGE = 100;

/** What happens beside delivering: reading tickets back, asking for missing ones, cleaning, measuring the backlog. */
export class DeliveryHousekeeping {
  readonly #context: DeliveryContext;
  readonly #ticketSinks: readonly TicketSink[];
  readonly #sinkIds: string[];
  readonly #pauses: SinkPauses;

  private constructor(
    context: DeliveryContext,
    options: {
      ticketSinks: readonly TicketSink[];
      sinkIds: string[];
      pauses: SinkPauses;
    },
  ) {
    this.#context = context;
    this.#ticketSinks = options.ticketSinks;
    this.#sinkIds = options.sinkIds;
    this.#pauses = options.pauses;
  }

  static create(
    context: DeliveryContext,
    options: {
      ticketSinks: readonly TicketSink[];
      sinkIds: string[];
      pauses: SinkPauses;
    },
  ): DeliveryHousekeeping {
    return new DeliveryHousekeeping(context, options);
  }

  /** Runs everything in the configured rhythm until aborted. */
  async loop(options: { signal: AbortSignal }): Promise<void> {
    const { config, logger } = this.#context;
    while (!options.signal.aborted) {
      try {
        await this.#requestMissing();
        await this.readBack(options);
        await this.#clean();
        await this.#measure();
      } catch (error) {
        if (!options.signal.aborted) {
          logger.error('Housekeeping of the outbox failed', {
            error: String(error),
          });
        }
      }
      await pause(config.readBackIntervalMs, options.signal);
    }
  }

  /** One pass over the tickets of each sink; a sink that fails is left to the next pass. */
  async readBack(options: { signal: AbortSignal }): Promise<void> {
    const { logger } = this.#context;
    for (const sink of this.#ticketSinks) {
      if (options.signal.aborted || this.#pauses.has(sink.id)) {
        continue;
      }
      try {
        await TicketReadBack.create(this.#context, sink).run(options);
      } catch (error) {
        const failure = classifyFailure(error);
        this.#pauses.add(sink.id, failure.retryAfterMs);
        if (!options.signal.aborted) {
          logger.warn('Tickets could not be read back', {
            sink: sink.id,
            reason: failure.reason,
          });
        }
      }
    }
  }

  /** Tasks that arose before a sink was there get their tickets too. */
  async #requestMissing(): Promise<void> {
    const { database, outbox, tickets } = this.#context;
    for (const { id: sink } of this.#ticketSinks) {
      let missing = await tickets.listUnrequested({ sink, limit: PAGE });
      while (missing.length > 0) {
        const page = missing;
        await database.transaction(async transaction => {
          for (const task of page) {
            await outbox.enqueueTicket(transaction, { ...task, sinks: [sink] });
          }
        });
        missing = await tickets.listUnrequested({ sink, limit: PAGE });
      }
    }
  }

  async #clean(): Promise<void> {
    const { config, deliveryClock, items } = this.#context;
    await items.clean({
      deliveredBefore: new Date(
        deliveryClock.now().getTime() - config.retentionMs,
      ).toISOString(),
    });
  }

  async #measure(): Promise<void> {
    const { items, metrics } = this.#context;
    for (const sink of this.#sinkIds) {
      const { pending, dead } = await items.summary(sink);
      metrics.observeBacklog(sink, pending, dead);
    }
  }
}
