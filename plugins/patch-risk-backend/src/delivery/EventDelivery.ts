import {
  RejectedError,
  RetryLaterError,
  type EventResult,
  type EventSink,
  type OutboundEvent,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { OutboxItem } from '../database/OutboxLeases';
import type { DeliveryContext } from './DeliveryContext';
import { FailureHandler } from './FailureHandler';

/** Sends leased events in one call and records what became of each. */
export class EventDelivery {
  readonly #context: DeliveryContext;
  readonly #sink: EventSink;
  readonly #failures: FailureHandler;

  private constructor(context: DeliveryContext, sink: EventSink) {
    this.#context = context;
    this.#sink = sink;
    this.#failures = FailureHandler.create(context);
  }

  static create(context: DeliveryContext, sink: EventSink): EventDelivery {
    return new EventDelivery(context, sink);
  }

  /** @returns how long the sink asked to be left alone, in milliseconds, or undefined */
  async deliver(
    items: OutboxItem[],
    options: { signal: AbortSignal },
  ): Promise<number | undefined> {
    const { signal } = options;
    const results = await this.#send(items, signal);
    await this.#recordDelivered(
      items.filter((_, index) => results[index].outcome === 'delivered'),
    );
    const pauses: number[] = [];
    for (const [index, item] of items.entries()) {
      const result = results[index];
      if (result.outcome !== 'delivered') {
        const pauseMs = await this.#failures.handle(
          item,
          result.outcome === 'rejected'
            ? new RejectedError(result.reason)
            : new RetryLaterError(result.reason, result),
          { stopping: signal.aborted },
        );
        pauses.push(pauseMs ?? 0);
      }
    }
    return Math.max(0, ...pauses) || undefined;
  }

  async #send(
    items: OutboxItem[],
    signal: AbortSignal,
  ): Promise<EventResult[]> {
    const { config, metrics } = this.#context;
    const events: OutboundEvent[] = items.map(item => JSON.parse(item.payload));
    try {
      const results = await metrics.measure(
        { sink: this.#sink.id, operation: 'deliver' },
        () =>
          this.#sink.deliver(events, {
            signal: AbortSignal.any([
              signal,
              AbortSignal.timeout(config.callTimeoutMs),
            ]),
          }),
      );
      return items.map(
        (_, index) =>
          results[index] ?? {
            outcome: 'retry',
            reason: `The sink answered for ${results.length} of ${items.length} events`,
          },
      );
    } catch (error) {
      const { message, retryAfterMs } = error as {
        message?: string;
        retryAfterMs?: number;
      };
      return items.map(() => ({
        outcome: 'retry',
        reason: message ?? String(error),
        retryAfterMs,
      }));
    }
  }

  async #recordDelivered(items: OutboxItem[]): Promise<void> {
    const { database, deliveryClock, leases } = this.#context;
    const at = deliveryClock.now().toISOString();
    await database.transaction(async transaction => {
      for (const item of items) {
        await leases.deliver(transaction, item, { at });
      }
    });
  }
}
