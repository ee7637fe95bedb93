import type { OutboxItem } from '../database/OutboxLeases';
import { classifyFailure } from './classifyFailure';
import type { DeliveryContext } from './DeliveryContext';
import { retryDelayMs } from './retryDelayMs';

/** Decides what becomes of an item whose delivery failed. */
export class FailureHandler {
  readonly #context: DeliveryContext;

  private constructor(context: DeliveryContext) {
    this.#context = context;
  }

  static create(context: DeliveryContext): FailureHandler {
    return new FailureHandler(context);
  }

  /**
   * Gives the item back, or buries it.
   *
   * @param options - `mayExist` says that a create of this item may have taken effect if the error does not deny it;
   * `creating` that the failed call was that create; `lookUpAfterMs` is added to the delay before a look-up
   * @returns how long the whole sink asked to be left alone, in milliseconds, or undefined
   */
  async handle(
    item: OutboxItem,
    error: unknown,
    options: {
      stopping: boolean;
      creating?: boolean;
      mayExist?: boolean;
      lookUpAfterMs?: number;
    },
  ): Promise<number | undefined> {
    const { leases, config, deliveryClock, logger, metrics, random } =
      this.#context;
    const failure = classifyFailure(error);
    const keepIntent = options.creating
      ? failure.kind === 'unknown'
      : options.mayExist ?? false;
    const isLast = item.attempts + 1 >= config.maximumAttempts;
    if (failure.kind === 'rejected' || (isLast && !options.stopping)) {
      const reason =
        failure.kind === 'rejected'
          ? failure.reason
          : `Given up after ${item.attempts + 1} attempts: ${failure.reason}`;
      await leases.bury(item, { reason, keepIntent });
      metrics.countDead(item.sink);
      logger.warn('An item could not be delivered', {
        sink: item.sink,
        item: item.id,
        reason,
      });
      return undefined;
    }
    const backOffMs = retryDelayMs({
      attempts: item.attempts,
      initialMs: config.backoffInitialMs,
      maximumMs: config.backoffMaximumMs,
      retryAfterMs: failure.retryAfterMs,
      random,
    });
    let waitMs = options.stopping ? 0 : backOffMs;
    if (keepIntent) {
      // A request that was cut off may still be worked on, so the search gets more than its lag.
      waitMs = backOffMs + (options.lookUpAfterMs ?? 0);
    }
    await leases.retry(item, {
      nextAttemptAt: new Date(
        deliveryClock.now().getTime() + waitMs,
      ).toISOString(),
      reason: failure.reason,
      keepIntent,
      countAttempt: !options.stopping,
    });
    logger.debug('A delivery will be tried again', {
      sink: item.sink,
      item: item.id,
      reason: failure.reason,
      waitMs,
    });
    return failure.retryAfterMs;
  }
}
