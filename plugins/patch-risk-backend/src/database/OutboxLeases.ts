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

interface LeasedRow {
  id: number | string;
  sink: string;
  aggregate: string;
  payload: string;
  attempts: number;
  fence: number | string;
  intent_at: string | null;
}

type Lease = Pick<OutboxItem, 'id' | 'fence'>;

/**
 * The states of a row under way: pending → leased → (intent, around a create) → delivered or dead. Every change of a
 * leased row names its fence number and reports whether the lease was still held.
 */
export class OutboxLeases {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): OutboxLeases {
    return new OutboxLeases(options.database);
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
    const rows: LeasedRow[] = postgres ? result.rows : result;
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
