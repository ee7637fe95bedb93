import type { Knex } from 'knex';

/** Payload of a ticket row: which state of the task was asked for last, and what was sent last. */
export interface TicketRowPayload {
  taskId: string;
  /** Hash of the task's content at the last enqueue. */
  contentHash: string;
  /** The content of the last successful call as JSON, absent before the first. */
  sent?: string;
}

/** Puts rows into the outbox, always inside the transaction of the change that they announce. */
export class OutboxWriter {
  private constructor() {}

  static create(): OutboxWriter {
    return new OutboxWriter();
  }

  /** Adds rows; one whose sink and dedupe key are there already is left as it is. */
  async insertOnce(
    transaction: Knex.Transaction,
    rows: {
      sink: string;
      kind: string;
      aggregate: string;
      dedupeKey: string;
      payload: string;
      createdAt: string;
      dueAt: string;
    }[],
  ): Promise<void> {
    for (const row of rows) {
      await transaction('outbox')
        .insert({
          sink: row.sink,
          kind: row.kind,
          aggregate: row.aggregate,
          dedupe_key: row.dedupeKey,
          payload: row.payload,
          state: 'pending',
          next_attempt_at: row.dueAt,
          created_at: row.createdAt,
        })
        .onConflict(['sink', 'dedupe_key'])
        .ignore();
    }
  }

  /**
   * Asks for the present state of a task to be brought to a sink. A task has one row a sink for all its life: a row that
   * waits takes up the new hash, one that is under way is found to be behind when it completes, one that was delivered
   * or dead starts again. An intent that is still unresolved stays, so that it is looked up before anything is created.
   */
  async requestTicket(
    transaction: Knex.Transaction,
    options: {
      sink: string;
      taskId: string;
      contentHash: string;
      createdAt: string;
      dueAt: string;
    },
  ): Promise<void> {
    const { sink, taskId, contentHash, createdAt, dueAt } = options;
    const payload: TicketRowPayload = { taskId, contentHash };
    const key = { sink, dedupe_key: taskId };
    // First a write: on SQLite that takes the lock at once, on PostgreSQL it settles who inserts.
    const inserted = await transaction('outbox')
      .insert({
        ...key,
        kind: 'ticket',
        aggregate: taskId,
        payload: JSON.stringify(payload),
        state: 'pending',
        next_attempt_at: dueAt,
        created_at: createdAt,
      })
      .onConflict(['sink', 'dedupe_key'])
      .ignore()
      .returning('id');
    if (inserted.length > 0) {
      return;
    }
    const query = transaction('outbox').select('payload', 'state').where(key);
    const row: { payload: string; state: string } | undefined =
      transaction.client.config.client === 'pg'
        ? await query.forUpdate().first()
        : await query.first();
    if (!row) {
      // Cleaned away between the two statements.
      await this.requestTicket(transaction, options);
      return;
    }
    const present: TicketRowPayload = JSON.parse(row.payload);
    const ended = row.state === 'delivered' || row.state === 'dead';
    await transaction('outbox')
      .where(key)
      .update({
        payload: JSON.stringify({ ...present, contentHash }),
        ...(ended
          ? {
              state: 'pending',
              attempts: 0,
              next_attempt_at: dueAt,
              created_at: createdAt,
              delivered_at: null,
              last_error: null,
            }
          : {}),
      });
  }
}
