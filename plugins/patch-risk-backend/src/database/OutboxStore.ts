import { InputError, NotFoundError } from '@backstage/errors';
import type {
  DeliveryItem,
  DeliveryItemStateEnum,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';

interface OutboxRow {
  id: number | string;
  sink: string;
  kind: string;
  aggregate: string;
  state: DeliveryItemStateEnum;
  attempts: number;
  next_attempt_at: string;
  last_error: string | null;
  created_at: string;
  delivered_at: string | null;
}

const AT_ONCE = '1970-01-01T00:00:00.000Z';
const UNDELIVERED = ['pending', 'leased', 'intent'];

/** The rows of the outbox for people and for keeping house; leased rows are changed through `OutboxLeases`. */
export class OutboxStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): OutboxStore {
    return new OutboxStore(options.database);
  }

  /**
   * Puts a dead letter back into its queue. Later items of its aggregate may have left before it.
   *
   * @throws NotFoundError when there is no such item, InputError when it is not dead
   */
  async replay(id: string): Promise<DeliveryItem> {
    if (!/^\d{1,15}$/.test(id)) {
      throw new NotFoundError(`There is no delivery item '${id}'`);
    }
    const changed = await this.#database('outbox')
      .where({ id, state: 'dead' })
      .update({ state: 'pending', attempts: 0, next_attempt_at: AT_ONCE });
    const row = await this.#database<OutboxRow>('outbox').where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no delivery item '${id}'`);
    }
    if (changed === 0) {
      throw new InputError(
        `Delivery item '${id}' is ${row.state}; only a dead one can be replayed`,
      );
    }
    return toDeliveryItem(row);
  }

  /** A page of items, newest first. */
  async list(options: {
    sink?: string;
    state?: DeliveryItemStateEnum;
    limit: number;
    cursor?: string;
  }): Promise<{ items: DeliveryItem[]; nextCursor?: string }> {
    const query = this.#database<OutboxRow>('outbox')
      .select('*')
      .orderBy('id', 'desc')
      .limit(options.limit + 1);
    if (options.sink !== undefined) {
      query.where('sink', options.sink);
    }
    if (options.state !== undefined) {
      query.where('state', options.state);
    }
    if (options.cursor !== undefined) {
      if (!/^\d{1,15}$/.test(options.cursor)) {
        throw new InputError(
          `cursor is '${options.cursor}', which no page returned; leave it out to start at the first page`,
        );
      }
      query.where('id', '<', Number(options.cursor));
    }
    const rows: OutboxRow[] = await query;
    const items = rows.slice(0, options.limit).map(toDeliveryItem);
    return {
      items,
      nextCursor:
        rows.length > options.limit ? items[items.length - 1].id : undefined,
    };
  }

  /** How many rows a sink has in each state, with the dates and the error that a page shows. */
  async summary(sink: string): Promise<{
    pending: number;
    delivered: number;
    dead: number;
    oldestPendingAt?: string;
    lastDeliveredAt?: string;
    lastError?: string;
  }> {
    const rows: {
      state: string;
      count: number | string;
      oldest: string;
      latest: string | null;
    }[] = await this.#database('outbox')
      .where({ sink })
      .groupBy('state')
      .select('state')
      .count({ count: '*' })
      .min({ oldest: 'created_at' })
      .max({ latest: 'delivered_at' });
    const failed = await this.#database('outbox')
      .select('last_error')
      .where({ sink })
      .whereNotNull('last_error')
      .whereNot('state', 'delivered')
      .orderBy('id', 'desc')
      .first();
    const of = (state: string) => rows.find(row => row.state === state);
    const waiting = rows.filter(row => UNDELIVERED.includes(row.state));
    return {
      pending: waiting.reduce((sum, row) => sum + Number(row.count), 0),
      delivered: Number(of('delivered')?.count ?? 0),
      dead: Number(of('dead')?.count ?? 0),
      oldestPendingAt: waiting.map(row => row.oldest).sort()[0],
      lastDeliveredAt: of('delivered')?.latest ?? undefined,
      lastError: failed?.last_error ?? undefined,
    };
  }

  /** Whether something still waits, and from when on its first row can be claimed. */
  async nextDue(sinks: string[]): Promise<string | undefined> {
    const rows: { next_attempt_at: string; lease_until: string | null }[] =
      await this.#database('outbox')
        .select('next_attempt_at', 'lease_until')
        .whereIn('sink', sinks)
        .whereIn('state', UNDELIVERED)
        .orderBy('next_attempt_at')
        .limit(100);
    return rows
      .map(row =>
        row.lease_until !== null && row.lease_until > row.next_attempt_at
          ? row.lease_until
          : row.next_attempt_at,
      )
      .sort()[0];
  }

  /**
   * Removes delivered rows. The row of a ticket stays as long as its task is not closed or retired, for it holds what was
   * sent last.
   *
   * @returns how many rows went
   */
  async clean(options: { deliveredBefore: string }): Promise<number> {
    return this.#database('outbox')
      .where('state', 'delivered')
      .where('delivered_at', '<', options.deliveredBefore)
      .where(rows =>
        rows
          .whereNot('kind', 'ticket')
          .orWhereNotExists(
            this.#database('tasks')
              .select('id')
              .whereRaw('tasks.id = outbox.aggregate')
              .whereIn('status', ['open', 'awaiting_verification']),
          ),
      )
      .delete();
  }
}

function toDeliveryItem(row: OutboxRow): DeliveryItem {
  return {
    id: String(row.id),
    sink: row.sink,
    kind: row.kind,
    aggregate: row.aggregate,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: UNDELIVERED.includes(row.state)
      ? row.next_attempt_at
      : undefined,
    lastError: row.last_error ?? undefined,
    createdAt: row.created_at,
    deliveredAt: row.delivered_at ?? undefined,
  };
}
