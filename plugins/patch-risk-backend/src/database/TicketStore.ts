import type { Ticket } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { TicketImage } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';

/** A ticket with what we know of its last sync. */
export interface StoredTicket {
  taskId: string;
  image: TicketImage;
  /** Content hash of the task that was sent last. */
  sentHash?: string;
}

interface TicketRow {
  task_id: string;
  sink: string;
  external_id: string;
  key: string;
  url: string;
  status: string;
  status_category: Ticket['statusCategory'];
  due_date: string | null;
  stand_in: boolean | number;
  sent_hash: string | null;
  last_synced_at: string | null;
  last_error: string | null;
}

/** The images of tasks in ticket systems. */
export class TicketStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): TicketStore {
    return new TicketStore(options.database);
  }

  async get(taskId: string, sink: string): Promise<StoredTicket | undefined> {
    const row = await this.#database<TicketRow>('tickets')
      .where({ task_id: taskId, sink })
      .first();
    return row ? toStoredTicket(row) : undefined;
  }

  /** Writes the ticket of a task as a sink answered it. */
  async save(
    transaction: Knex.Transaction,
    options: {
      taskId: string;
      image: TicketImage;
      sentHash?: string;
      at: string;
    },
  ): Promise<void> {
    const { taskId, image, at } = options;
    await transaction('tickets')
      .insert({
        task_id: taskId,
        sink: image.sink,
        external_id: image.externalId,
        key: image.key,
        url: image.url,
        status: image.status,
        status_category: image.statusCategory,
        due_date: image.dueDate ?? null,
        stand_in: image.standIn ?? false,
        sent_hash: options.sentHash ?? null,
        last_synced_at: at,
        last_error: null,
      })
      .onConflict(['task_id', 'sink'])
      .merge();
  }

  /**
   * Takes over what a sync read, if the ticket is still as `previous` says: of several replicas that read the same
   * change, one records it.
   *
   * @returns whether this call made the change
   */
  async refresh(
    transaction: Knex.Transaction,
    options: { previous: StoredTicket; image: TicketImage; at: string },
  ): Promise<boolean> {
    const { previous, image, at } = options;
    const changed = await transaction('tickets')
      .where({
        task_id: previous.taskId,
        sink: previous.image.sink,
        external_id: previous.image.externalId,
        status: previous.image.status,
        status_category: previous.image.statusCategory,
        key: previous.image.key,
      })
      .update({
        key: image.key,
        url: image.url,
        status: image.status,
        status_category: image.statusCategory,
        due_date: image.dueDate ?? null,
        last_synced_at: at,
        last_error: null,
      });
    return changed === 1;
  }

  /** Notes that tickets were read and had not changed. */
  async touch(sink: string, taskIds: string[], at: string): Promise<void> {
    await this.#database('tickets')
      .where({ sink })
      .whereIn('task_id', taskIds)
      .update({ last_synced_at: at, last_error: null });
  }

  /** Notes, in words, why a ticket is not in step. */
  async fail(options: {
    taskId: string;
    sink: string;
    reason: string;
  }): Promise<void> {
    await this.#database('tickets')
      .where({ task_id: options.taskId, sink: options.sink })
      .update({ last_error: options.reason });
  }

  /**
   * Tickets of one sink that a sync reads, in pages by task id: those whose task lives, or ended after `endedAfter`, and
   * to which nothing is being sent just now.
   */
  async listForReadBack(options: {
    sink: string;
    endedAfter: string;
    afterTaskId?: string;
    limit: number;
  }): Promise<StoredTicket[]> {
    const query = this.#database<TicketRow>('tickets')
      .join('tasks', 'tasks.id', 'tickets.task_id')
      .select('tickets.*')
      .where('tickets.sink', options.sink)
      .where(tasks =>
        tasks
          .whereNull('tasks.closed_at')
          .orWhere('tasks.closed_at', '>', options.endedAfter),
      )
      .whereNotExists(
        this.#database('outbox')
          .select('id')
          .whereRaw('outbox.sink = tickets.sink')
          .whereRaw('outbox.dedupe_key = tickets.task_id')
          .whereIn('outbox.state', ['leased', 'intent']),
      )
      .orderBy('tickets.task_id')
      .limit(options.limit);
    if (options.afterTaskId !== undefined) {
      query.where('tickets.task_id', '>', options.afterTaskId);
    }
    const rows: TicketRow[] = await query;
    return rows.map(toStoredTicket);
  }

  /** Open tasks that a sink has never been asked to show, because it was registered after they arose. */
  async listUnrequested(options: {
    sink: string;
    limit: number;
  }): Promise<{ taskId: string; contentHash: string }[]> {
    const rows: { id: string; content_hash: string }[] = await this.#database(
      'tasks',
    )
      .select('id', 'content_hash')
      .where('status', 'open')
      .whereNotExists(
        this.#database('outbox')
          .select('outbox.id')
          .where('outbox.sink', options.sink)
          .whereRaw('outbox.dedupe_key = tasks.id'),
      )
      .whereNotExists(
        this.#database('tickets')
          .select('tickets.task_id')
          .where('tickets.sink', options.sink)
          .whereRaw('tickets.task_id = tasks.id'),
      )
      .orderBy('id')
      .limit(options.limit);
    return rows.map(row => ({ taskId: row.id, contentHash: row.content_hash }));
  }
}

function toStoredTicket(row: TicketRow): StoredTicket {
  return {
    taskId: row.task_id,
    image: {
      sink: row.sink,
      externalId: row.external_id,
      key: row.key,
      url: row.url,
      status: row.status,
      statusCategory: row.status_category,
      dueDate: row.due_date ?? undefined,
      standIn: Boolean(row.stand_in),
      lastSyncedAt: row.last_synced_at ?? undefined,
      lastError: row.last_error ?? undefined,
    },
    sentHash: row.sent_hash ?? undefined,
  };
}
