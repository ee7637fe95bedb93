import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';
import { OutboxStore } from '../../database/OutboxStore';
import { OutcomeEventStore } from '../../database/OutcomeEventStore';
import { TaskStore, type TaskRecord } from '../../database/TaskStore';
import { DeliveryWorker } from '../DeliveryWorker';
import { Outbox } from '../Outbox';
import { httpSinks } from './httpSinks';
import { TicketServer } from './TicketServer';

const AT = '2026-11-21T08:00:00.000Z';

/** A migrated database with an outbox, and a server to deliver to. */
export class DeliveryWorld {
  readonly tasks: TaskStore;
  readonly items: OutboxStore;
  readonly outcomes: OutcomeEventStore;
  readonly outbox: Outbox;
  readonly #clock = { now: () => new Date(AT), pinned: true };
  readonly #workers: DeliveryWorker[] = [];

  private constructor(readonly knex: Knex, readonly server: TicketServer) {
    this.tasks = TaskStore.create({ database: knex });
    this.items = OutboxStore.create({ database: knex });
    this.outcomes = OutcomeEventStore.create({ database: knex });
    this.outbox = Outbox.create({
      eventSinkIds: () => ['siem'],
      ticketSinkIds: () => ['tracker'],
      clock: this.#clock,
    });
  }

  static async create(knex: Knex): Promise<DeliveryWorld> {
    await knex.migrate.latest({
      directory: resolve(__dirname, '../../../migrations'),
    });
    return new DeliveryWorld(knex, await TicketServer.start());
  }

  worker(
    options: { searchLagMs?: number; delivery?: JsonObject } = {},
  ): DeliveryWorker {
    const { ticketSink, eventSink } = httpSinks({
      url: this.server.url,
      searchLagMs: options.searchLagMs ?? 0,
    });
    const worker = DeliveryWorker.create({
      config: new ConfigReader({
        app: { baseUrl: 'http://localhost:3000/' },
        patchRisk: {
          delivery: {
            pollInterval: { milliseconds: 20 },
            leaseDuration: { milliseconds: 1_500 },
            callTimeout: { milliseconds: 1_000 },
            backoff: {
              initial: { milliseconds: 20 },
              maximum: { milliseconds: 100 },
            },
            ...options.delivery,
          },
        },
      }),
      database: this.knex,
      clock: this.#clock,
      logger: mockServices.logger.mock({
        child: () => mockServices.logger.mock(),
      }),
      outbox: this.outbox,
      ticketSinks: [ticketSink],
      eventSinks: [eventSink],
    });
    this.#workers.push(worker);
    return worker;
  }

  async drain(worker = this.worker()): Promise<void> {
    await worker.drain({ signal: AbortSignal.timeout(60_000) });
  }

  async openTask(id: string, title = `Task ${id}`): Promise<TaskRecord> {
    const record: TaskRecord = {
      id,
      kind: 'patch',
      title,
      status: 'open',
      members: [{ deviceRef: `resource:default/${id}`, groupKey: 'g' }],
      cves: ['CVE-2026-1'],
      decision: 'schedule',
      priority: 'medium',
      dueDate: '2026-12-02',
      dueReason: { rule: 'high-30-days-from-first-finding', text: 'Due.' },
      contentHash: `${id}/${title}/open`,
      createdAt: AT,
      updatedAt: AT,
    };
    await this.knex.transaction(async transaction => {
      await this.tasks.insert(transaction, record);
      await this.outbox.enqueueTicket(transaction, {
        taskId: id,
        contentHash: record.contentHash,
      });
    });
    return record;
  }

  async changeTask(id: string, changes: Partial<TaskRecord>): Promise<void> {
    const previous = await this.tasks.get(id);
    if (!previous) {
      throw new Error(`no task ${id}`);
    }
    const record = { ...previous, ...changes };
    record.contentHash = `${id}/${record.title}/${record.status}`;
    await this.knex.transaction(async transaction => {
      await this.tasks.update(transaction, { previous, record });
      await this.outbox.enqueueTicket(transaction, {
        taskId: id,
        contentHash: record.contentHash,
      });
    });
  }

  async enqueueEvent(device: string, id: string): Promise<void> {
    const event: OutboundEvent = {
      id,
      dataset: 'anomaly',
      action: 'anomaly-opened',
      at: AT,
      createdAt: AT,
      device: {
        entityRef: `resource:default/${device}`,
        title: device,
        mac: [],
        ip: [],
        hostname: [],
      },
      severity: 'high',
      message: 'm',
      reason: 'r',
      url: 'u',
    };
    await this.knex.transaction(transaction =>
      this.outbox.enqueueEvent(transaction, event),
    );
  }

  async states(): Promise<string[]> {
    const { items } = await this.items.list({ limit: 500 });
    return items.map(item => item.state);
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(worker => worker.stop()));
    await this.server.stop();
  }
}
