import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { OutboxLeases } from '../database/OutboxLeases';
import { OutboxStore } from '../database/OutboxStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { TaskStore } from '../database/TaskStore';
import { TicketStore } from '../database/TicketStore';
import { TicketSubjectStore } from '../database/TicketSubjectStore';
import type { Outbox } from './Outbox';
import { createDeliveryMetrics, type DeliveryMetrics } from './deliveryMetrics';
import type { DeliveryConfig } from './readDeliveryConfig';

/** What every part of delivery works with. */
export interface DeliveryContext {
  database: Knex;
  outbox: Outbox;
  items: OutboxStore;
  leases: OutboxLeases;
  tasks: TaskStore;
  tickets: TicketStore;
  subjects: TicketSubjectStore;
  outcomes: OutcomeEventStore;
  metrics: DeliveryMetrics;
  logger: LoggerService;
  config: DeliveryConfig;
  /** Dates facts for people. */
  clock: Clock;
  /** Measures leases, back-off and search lag. */
  deliveryClock: Clock;
  random: () => number;
}

/** Puts the stores beside what was handed in. */
export function createDeliveryContext(
  options: Pick<
    DeliveryContext,
    | 'database'
    | 'outbox'
    | 'logger'
    | 'config'
    | 'clock'
    | 'deliveryClock'
    | 'random'
  >,
): DeliveryContext {
  const { database } = options;
  return {
    ...options,
    items: OutboxStore.create({ database }),
    leases: OutboxLeases.create({ database }),
    tasks: TaskStore.create({ database }),
    tickets: TicketStore.create({ database }),
    subjects: TicketSubjectStore.create({ database }),
    outcomes: OutcomeEventStore.create({ database }),
    metrics: createDeliveryMetrics(),
  };
}
