import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type {
  EventSink,
  TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { createDeliveryContext, type DeliveryContext } from './DeliveryContext';
import { DeliveryHousekeeping } from './DeliveryHousekeeping';
import { type DeliveryLane, eventLane, ticketLane } from './DeliveryLane';
import { machineClock } from './machineClock';
import type { Outbox } from './Outbox';
import { pause } from './pause';
import { readDeliveryConfig } from './readDeliveryConfig';
import { SinkPauses } from './SinkPauses';

// The promise of stop() is two seconds; what has not ended by then is left to its lease.
const STOP_GRACE_MS = 1_500;
// A database in trouble is not helped by asking it twenty times a second.
const DATABASE_FAILURE_PAUSE_MS = 2_000;

/**
 * Takes items out of the outbox and hands them to their sinks. Any number of workers, in any number of processes, may run
 * on one database.
 */
export class DeliveryWorker {
  readonly #context: DeliveryContext;
  readonly #lanes: DeliveryLane[];
  readonly #housekeeping: DeliveryHousekeeping;
  readonly #worker = randomUUID();
  readonly #pauses: SinkPauses;
  #controller: AbortController | undefined;
  #running: Promise<unknown> = Promise.resolve();

  private constructor(
    context: DeliveryContext,
    lanes: DeliveryLane[],
    housekeeping: DeliveryHousekeeping,
    pauses: SinkPauses,
  ) {
    this.#pauses = pauses;
    this.#context = context;
    this.#lanes = lanes;
    this.#housekeeping = housekeeping;
  }

  /**
   * @param options - `clock` dates facts for people; `deliveryClock` (default: the machine's time) measures leases and
   * waits, and `random` in [0, 1) the jitter
   * @throws InputError when a key of `patchRisk.delivery` is wrong
   */
  static create(options: {
    config: Config;
    database: Knex;
    clock: Clock;
    logger: LoggerService;
    outbox: Outbox;
    ticketSinks: readonly TicketSink[];
    eventSinks: readonly EventSink[];
    deliveryClock?: Clock;
    random?: () => number;
  }): DeliveryWorker {
    const { ticketSinks, eventSinks } = options;
    const config = readDeliveryConfig(options.config);
    const context = createDeliveryContext({
      config,
      database: options.database,
      outbox: options.outbox,
      clock: options.clock,
      deliveryClock: options.deliveryClock ?? machineClock,
      random: options.random ?? Math.random,
      logger: options.logger.child({ service: 'delivery' }),
    });
    const lanes = [
      ...ticketSinks.map(sink => ticketLane(context, sink)),
      ...eventSinks.map(sink => eventLane(context, sink)),
    ];
    const pauses = SinkPauses.create(context.deliveryClock);
    const housekeeping = DeliveryHousekeeping.create(context, {
      ticketSinks,
      sinkIds: lanes.map(lane => lane.sink),
      pauses,
    });
    return new DeliveryWorker(context, lanes, housekeeping, pauses);
  }

  /** Starts delivering in the background; a second call does nothing. */
  start(): void {
    if (this.#controller) {
      return;
    }
    const controller = new AbortController();
    this.#controller = controller;
    this.#running = Promise.all([
      ...this.#lanes.map(lane => this.#runLane(lane, controller.signal)),
      this.#housekeeping.loop({ signal: controller.signal }),
    ]);
  }

  /** Stops within two seconds: calls under way are aborted, and what they left behind is settled after their lease. */
  async stop(): Promise<void> {
    this.#controller?.abort();
    this.#controller = undefined;
    const grace = new AbortController();
    await Promise.race([
      this.#running,
      sleep(STOP_GRACE_MS, undefined, { signal: grace.signal }).catch(() => {}),
    ]);
    grace.abort();
  }

  /** Delivers until nothing is left but dead letters, waiting for back-off and leases on the way, or until aborted. */
  async drain(options: { signal: AbortSignal }): Promise<void> {
    const { signal } = options;
    const { config, deliveryClock, items } = this.#context;
    while (!signal.aborted) {
      const taken = await Promise.all(
        this.#lanes.map(lane => this.#step(lane, signal)),
      );
      if (taken.some(count => count > 0)) {
        continue;
      }
      const dueAt = await items.nextDue(this.#lanes.map(lane => lane.sink));
      if (dueAt === undefined) {
        return;
      }
      const waitMs = Date.parse(dueAt) - deliveryClock.now().getTime();
      await pause(
        Math.min(Math.max(waitMs, 10), config.pollIntervalMs),
        signal,
      );
    }
  }

  /** Reads all tickets back once, outside the usual rhythm. */
  async readBack(options: { signal: AbortSignal }): Promise<void> {
    await this.#housekeeping.readBack(options);
  }

  async #runLane(lane: DeliveryLane, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const taken = await this.#step(lane, signal);
      if (taken === 0) {
        await pause(this.#context.config.pollIntervalMs, signal);
      }
    }
  }

  /** Claims what is due for one sink and delivers it. @returns how many items that were */
  async #step(lane: DeliveryLane, signal: AbortSignal): Promise<number> {
    const { config, deliveryClock, leases, logger } = this.#context;
    if (signal.aborted || this.#pauses.has(lane.sink)) {
      return 0;
    }
    try {
      const now = deliveryClock.now().getTime();
      const claimed = await leases.claim({
        sink: lane.sink,
        worker: this.#worker,
        now: new Date(now).toISOString(),
        leaseUntil: new Date(now + config.leaseMs).toISOString(),
        limit: lane.limit,
      });
      if (claimed.length > 0) {
        this.#pauses.add(lane.sink, await lane.deliver(claimed, signal));
      }
      return claimed.length;
    } catch (error) {
      // Our own database failed, not a sink: the leases run out and the items come back.
      if (!signal.aborted) {
        logger.error('The outbox could not be worked on', {
          sink: lane.sink,
          error: String(error),
        });
      }
      await pause(DATABASE_FAILURE_PAUSE_MS, signal);
      return 0;
    }
  }
}
