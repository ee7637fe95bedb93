import type {
  Task,
  TaskStatusEnum,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from './cursor';
import { toRow, toTaskRecord, type TaskRow } from './taskRow';
import { whereInValues } from './whereInValues';

/** One fix group of one device in a task. */
export interface TaskMember {
  deviceRef: string;
  groupKey: string;
}

/** A task as it is stored. */
export interface TaskRecord extends Omit<Task, 'ticket' | 'deviceRefs'> {
  members: TaskMember[];
  /** Of what a ticket shows. */
  contentHash: string;
}

interface TicketOfTaskRow {
  task_id: string;
  sink: string;
  external_id: string;
  key: string;
  url: string;
  status: string;
  status_category: NonNullable<Task['ticket']>['statusCategory'];
  due_date: string | null;
  stand_in: boolean | number;
  last_synced_at: string | null;
  last_error: string | null;
  next_attempt_at: string | null;
  delivery_error: string | null;
}

/** Remediation tasks, with the devices that they are for. */
export class TaskStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): TaskStore {
    return new TaskStore(options.database);
  }

  /**
   * A page of tasks with their tickets: those still to be done first, by due date.
   *
   * @param options - `deviceRef` keeps the tasks of one device, `deviceRefs` those with any of these devices, `site` and
   * `owner` are entity refs
   * @throws InputError when the cursor is none of ours
   */
  async list(options: {
    deviceRef?: string;
    deviceRefs?: readonly string[];
    status?: TaskStatusEnum;
    site?: string;
    owner?: string;
    limit: number;
    cursor?: string;
  }): Promise<{ items: Task[]; nextCursor?: string }> {
    const ended = 'CASE WHEN tasks.closed_at IS NULL THEN 0 ELSE 1 END';
    const query = this.#database<TaskRow>('tasks')
      .select('tasks.*')
      .orderByRaw(`${ended}, tasks.due_date, tasks.id`)
      .limit(options.limit + 1);
    for (const [column, value] of [
      ['tasks.status', options.status],
      ['tasks.site_ref', options.site],
      ['tasks.owner_ref', options.owner],
    ] as const) {
      if (value !== undefined) {
        query.where(column, value);
      }
    }
    for (const refs of [
      options.deviceRefs,
      options.deviceRef === undefined ? undefined : [options.deviceRef],
    ]) {
      if (refs !== undefined) {
        query.whereIn('tasks.id', members => {
          members.select('task_id').from('task_devices');
          whereInValues(members, 'device_ref', refs);
        });
      }
    }
    if (options.cursor !== undefined) {
      const [wasEnded, place] = decodeCursor(options.cursor);
      const due = place.slice(0, 10);
      query.whereRaw(
        `(${ended} > ? OR (${ended} = ? AND (tasks.due_date > ? OR (tasks.due_date = ? AND tasks.id > ?))))`,
        [wasEnded, wasEnded, due, due, place.slice(11)],
      );
    }
    const rows: TaskRow[] = await query;
    const shown = rows.slice(0, options.limit);
    const items = await this.#withTickets(await this.#toRecords(shown));
    const last = shown[shown.length - 1];
    return {
      items,
      nextCursor:
        rows.length > options.limit
          ? encodeCursor([
              last.closed_at === null ? 0 : 1,
              `${last.due_date} ${last.id}`,
            ])
          : undefined,
    };
  }

  async get(id: string): Promise<TaskRecord | undefined> {
    const rows: TaskRow[] = await this.#database<TaskRow>('tasks').where({
      id,
    });
    return (await this.#toRecords(rows))[0];
  }

  /** Tasks that are still to be done, and of those that have ended the ones with these ids. */
  async listForPlanning(
    ids: readonly string[],
  ): Promise<Map<string, TaskRecord>> {
    const rows: TaskRow[] = await this.#database<TaskRow>('tasks').where(
      tasks => {
        tasks.whereNull('closed_at').orWhere(known => {
          whereInValues(known, 'id', ids);
        });
      },
    );
    const records = await this.#toRecords(rows);
    return new Map(records.map(record => [record.id, record]));
  }

  /** @returns whether the task was new; false when another run wrote it first */
  async insert(
    transaction: Knex.Transaction,
    record: TaskRecord,
  ): Promise<boolean> {
    const inserted = await transaction('tasks')
      .insert(toRow(record))
      .onConflict('id')
      .ignore()
      .returning('id');
    if (inserted.length === 0) {
      return false;
    }
    await this.#addMembers(transaction, record.id, record.members);
    return true;
  }

  /**
   * Writes what changed, if the task still is as `previous` says.
   *
   * @returns whether it was
   */
  async update(
    transaction: Knex.Transaction,
    options: { previous: TaskRecord; record: TaskRecord },
  ): Promise<boolean> {
    const { previous, record } = options;
    const before: Record<string, unknown> = { ...toRow(previous) };
    const changes = Object.entries(toRow(record)).filter(
      ([column, value]) => before[column] !== value,
    );
    const changed = await transaction('tasks')
      .where({
        id: record.id,
        status: previous.status,
        content_hash: previous.contentHash,
      })
      .update({
        updated_at: record.updatedAt,
        ...Object.fromEntries(changes),
      });
    if (changed === 0) {
      return false;
    }
    const key = (member: TaskMember) =>
      `${member.deviceRef} ${member.groupKey}`;
    const present = new Set(record.members.map(key));
    const earlier = new Set(previous.members.map(key));
    for (const member of previous.members) {
      if (!present.has(key(member))) {
        await transaction('task_devices')
          .where({
            task_id: record.id,
            device_ref: member.deviceRef,
            group_key: member.groupKey,
          })
          .delete();
      }
    }
    await this.#addMembers(
      transaction,
      record.id,
      record.members.filter(member => !earlier.has(key(member))),
    );
    return true;
  }

  /** Moves a task from one status to another, if it is in the first. */
  async changeStatus(
    transaction: Knex.Transaction,
    options: {
      id: string;
      from: TaskStatusEnum;
      to: TaskStatusEnum;
      at: string;
    },
  ): Promise<boolean> {
    const changed = await transaction('tasks')
      .where({ id: options.id, status: options.from })
      .update({ status: options.to, updated_at: options.at });
    return changed === 1;
  }

  async #addMembers(
    transaction: Knex.Transaction,
    taskId: string,
    members: TaskMember[],
  ): Promise<void> {
    for (let start = 0; start < members.length; start += 200) {
      await transaction('task_devices')
        .insert(
          members.slice(start, start + 200).map(member => ({
            task_id: taskId,
            device_ref: member.deviceRef,
            group_key: member.groupKey,
          })),
        )
        .onConflict(['task_id', 'device_ref', 'group_key'])
        .ignore();
    }
  }

  async #toRecords(rows: TaskRow[]): Promise<TaskRecord[]> {
    const query = this.#database('task_devices')
      .select('task_id', 'device_ref', 'group_key')
      .orderBy(['task_id', 'device_ref', 'group_key']);
    whereInValues(
      query,
      'task_id',
      rows.map(row => row.id),
    );
    const members = new Map<string, TaskMember[]>();
    for (const row of await query) {
      const list = members.get(row.task_id) ?? [];
      list.push({ deviceRef: row.device_ref, groupKey: row.group_key });
      members.set(row.task_id, list);
    }
    return rows.map(row => toTaskRecord(row, members.get(row.id) ?? []));
  }

  async #withTickets(records: TaskRecord[]): Promise<Task[]> {
    const query = this.#database<TicketOfTaskRow>('tickets')
      .leftJoin('outbox', join =>
        join
          .on('outbox.sink', 'tickets.sink')
          .on('outbox.dedupe_key', 'tickets.task_id')
          .onNotIn('outbox.state', ['delivered']),
      )
      .select(
        'tickets.*',
        'outbox.next_attempt_at',
        'outbox.last_error as delivery_error',
      )
      .orderBy('tickets.sink', 'desc');
    whereInValues(
      query,
      'tickets.task_id',
      records.map(record => record.id),
    );
    const rows: TicketOfTaskRow[] = await query;
    const tickets = new Map<string, Task['ticket']>();
    for (const row of rows) {
      tickets.set(row.task_id, {
        sink: row.sink,
        externalId: row.external_id,
        key: row.key,
        url: row.url,
        status: row.status,
        statusCategory: row.status_category,
        dueDate: row.due_date ?? undefined,
        lastSyncedAt: row.last_synced_at ?? undefined,
        nextTryAt: row.next_attempt_at ?? undefined,
        lastError: row.delivery_error ?? row.last_error ?? undefined,
        standIn: Boolean(row.stand_in),
      });
    }
    return records.map(({ members, contentHash: _hash, ...task }) => ({
      ...task,
      deviceRefs: [...new Set(members.map(member => member.deviceRef))],
      ticket: tickets.get(task.id),
    }));
  }
}
