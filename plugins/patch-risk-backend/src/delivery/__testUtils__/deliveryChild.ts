import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import createDatabase, { type Knex } from 'knex';
import { DeliveryWorker } from '../DeliveryWorker';
import { Outbox } from '../Outbox';
import { httpSinks } from './httpSinks';

/** What a parent hands over in `DELIVERY_CHILD`. */
export interface DeliveryChildOptions {
  database: Knex.Config;
  url: string;
  searchLagMs: number;
  delivery: Record<string, unknown>;
}

// A process that delivers until it is killed.
const { DELIVERY_CHILD } = process.env;
if (DELIVERY_CHILD) {
  const options: DeliveryChildOptions = JSON.parse(DELIVERY_CHILD);
  const clock = { now: () => new Date(), pinned: false };
  const { ticketSink, eventSink } = httpSinks(options);
  DeliveryWorker.create({
    config: new ConfigReader({
      app: { baseUrl: 'http://localhost:3000' },
      patchRisk: { delivery: options.delivery },
    } as ConstructorParameters<typeof ConfigReader>[0]),
    database: createDatabase(options.database),
    clock,
    logger: mockServices.rootLogger({ level: 'warn' }),
    outbox: Outbox.create({
      eventSinkIds: () => [eventSink.id],
      ticketSinkIds: () => [ticketSink.id],
      clock,
    }),
    ticketSinks: [ticketSink],
    eventSinks: [eventSink],
  }).start();
}
