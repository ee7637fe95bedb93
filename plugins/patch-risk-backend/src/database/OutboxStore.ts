import { InputError, NotFoundError } from '@backstage/errors';
import type {
  DeliveryItem,
  DeliveryItemStateEnum,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';

/** A leased row. Whoever holds another fence number than the row has lost it. */
export interface OutboxItem {
  id: string;
  sink: string;
  aggregate: string;
  payload: string;
  attempts: number;
  fence: number;
  /** Set while a create may have happened that nobody has seen the answer of. */
  intentAt?: string;
}

interface OutboxRow {
  id: number | string;
  sink: string;
  kind: string;
  aggregate: string;
  payload: string;
  state: DeliveryItemStateEnum;
  attempts: number;
  next_attempt_at: string;
  fence: number | string;
  intent_at: string | null;
  last_error: string | null;
  created_at: string;
  delivered_at: string | null;
}

type Lease = { id: string; fence: number };

const AT_ONCE = '1970-01-01T00:00:00.000Z';
const UNDELIVERED = ['pending', 'leased', 'intent'];

/**
 * The rows of the outbox and their states: pending → leased → (intent, around a create) → delivered or dead. Every
 * change of a leased row names its fence number and reports whether the lease was still held.
 */
export class OutboxStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): OutboxStore {
    return new OutboxStore(options.database);
  }

  /**
   * Leases due rows of one sink, oldest first, at most one of each aggregate: the first that is neither delivered nor
   * dead. A row whose lease ran out is due again; one with an intent keeps that state.
   */
  async claim(options: {
    sink: string;
    worker: string;
    now: string;
    leaseUntil: string;
    limit: number;
  }): Promise<OutboxItem[]> {
    const due = `
      SELECT candidate.id FROM outbox AS candidate
      WHERE candidate.sink = :sink
        AND candidate.state IN ('pending', 'leased', 'intent')
        AND candidate.next_attempt_at <= :now
        AND (candidate.lease_until IS NULL OR candidate.lease_until <= :now)
        AND NOT EXISTS (
          SELECT 1 FROM outbox AS earlier
          WHERE earlier.sink = candidate.sink
            AND earlier.aggregate = candidate.aggregate
            AND earlier.state IN ('pending', 'leased', 'intent')
            AND earlier.id < candidate.id
        )
      ORDER BY candidate.id LIMIT :limit`;
    const change = `
      state = CASE WHEN outbox.intent_at IS NULL THEN 'leased' ELSE 'intent' END,
      lease_owner = :worker, lease_until = :leaseUntil, fence = outbox.fence + 1`;
    const postgres = this.#database.client.config.client === 'pg';
    const result = await this.#database.raw(
      postgres
        ? `WITH due AS MATERIALIZED (${due} FOR UPDATE SKIP LOCKED)
           UPDATE outbox SET ${change} FROM due WHERE outbox.id = due.id RETURNING outbox.*`
        : `UPDATE outbox SET ${change} WHERE id IN (${due}) RETURNING *`,
      { ...options },
    );
    const rows: OutboxRow[] = postgres ? result.rows : result;
    return rows
      .map(row => ({
        id: String(row.id),
        sink: row.sink,
        aggregate: row.aggregate,
        payload: row.payload,
        attempts: row.attempts,
        fence: Number(row.fence),
        intentAt: row.intent_at ?? undefined,
      }))
      .sort((a, b) => Number(a.id) - Number(b.id));
  }

  /** Holds the lease longer, before another call goes out; in a transaction, locks the row too. */
  async extend(
    lease: Lease,
    leaseUntil: string,
    transaction?: Knex.Transaction,
  ): Promise<boolean> {
    return this.#change(transaction ?? this.#database, lease, {
      lease_until: leaseUntil,
    });
  }

  /** Ends an intent: the outcome of the create is known and recorded in the same transaction. */
  async resolveIntent(
    transaction: Knex.Transaction,
    lease: Lease,
  ): Promise<boolean> {
    return this.#change(transaction, lease, {
      state: 'leased',
      intent_at: null,
    });
  }

  /**
   * Commits that a create is about to go out. From here until the intent is resolved the row goes to look-up, not before
   * `lookUpAt`.
   */
  async intend(
    lease: Lease,
    options: { intentAt: string; leaseUntil: string; lookUpAt: string },
  ): Promise<boolean> {
    return this.#change(this.#database, lease, {
      state: 'intent',
      intent_at: options.intentAt,
      lease_until: options.leaseUntil,
      next_attempt_at: options.lookUpAt,
    });
  }

  /** Ends a row, or with `again` puts it back because more was asked for meanwhile. Write this first in a transaction. */
  async deliver(
    transaction: Knex | Knex.Transaction,
    lease: Lease,
    options: { at: string; payload?: string; again?: boolean },
  ): Promise<boolean> {
    return this.#change(transaction, lease, {
      state: options.again ? 'pending' : 'delivered',
      delivered_at: options.again ? null : options.at,
      next_attempt_at: options.at,
      attempts: 0,
      last_error: null,
      intent_at: null,
      lease_owner: null,
      lease_until: null,
      ...(options.payload === undefined ? {} : { payload: options.payload }),
    });
  }

  /** Present payload of a row, which an enqueue may have changed since the claim. */
  async payload(
    transaction: Knex | Knex.Transaction,
    id: string,
  ): Promise<string | undefined> {
    const row = await transaction('outbox')
      .select('payload')
      .where('id', id)
      .first();
    return row?.payload;
  }

  /** Gives a row back after a failure. With `intent` kept, what comes next is a look-up. */
  async retry(
    lease: Lease,
    options: {
      nextAttemptAt: string;
      reason: string;
      keepIntent: boolean;
      countAttempt?: boolean;
    },
  ): Promise<boolean> {
    return this.#change(this.#database, lease, {
      ...(options.keepIntent ? {} : { state: 'pending', intent_at: null }),
      ...(options.countAttempt === false
        ? {}
        : { attempts: this.#database.raw('attempts + 1') }),
      next_attempt_at: options.nextAttemptAt,
      last_error: options.reason,
      lease_owner: null,
      lease_until: null,
    });
  }

  /** Makes a row a dead letter. */
  async bury(
    lease: Lease,
    options: { reason: string; keepIntent: boolean },
  ): Promise<boolean> {
    return this.#change(this.#database, lease, {
      state: 'dead',
      attempts: this.#database.raw('attempts + 1'),
      last_error: options.reason,
      lease_owner: null,
      lease_until: null,
      ...(options.keepIntent ? {} : { intent_at: null }),
    });
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

  async #change(
    transaction: Knex | Knex.Transaction,
    lease: Lease,
    change: Record<string, unknown>,
  ): Promise<boolean> {
    const changed = await transaction('outbox')
      .where({ id: lease.id, fence: lease.fence })
      .whereIn('state', ['leased', 'intent'])
      .update(change);
    return changed === 1;
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
