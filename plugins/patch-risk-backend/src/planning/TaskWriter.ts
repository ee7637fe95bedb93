import type { Knex } from 'knex';
import {
  OutcomeEventStore,
  type NewOutcomeEvent,
} from '../database/OutcomeEventStore';
import { TaskStore, type TaskRecord } from '../database/TaskStore';
import type { Outbox } from '../delivery/Outbox';

/** A task as it stands and as it is to be. */
export interface TaskChange {
  previous?: TaskRecord;
  record: TaskRecord;
}

/** What a transaction changed. */
export interface TaskWriteFigures {
  opened: number;
  changed: number;
  closed: number;
  plannedMoved: number;
}

const TOLD = [
  'kind',
  'title',
  'status',
  'fix',
  'decision',
  'priority',
  'dueDate',
  'plannedStart',
  'plannedEnd',
  'lateReason',
  'cves',
] as const;

function deviceRefsOf(record: TaskRecord): string[] {
  return [...new Set(record.members.map(member => member.deviceRef))];
}

/** Equal but for the instant of the last change, and for keys that are undefined in one and absent in the other. */
function isSame(previous: TaskRecord, record: TaskRecord): boolean {
  const text = (task: TaskRecord) =>
    JSON.stringify(
      Object.entries({
        ...task,
        updatedAt: undefined,
        members: task.members
          .map(member => `${member.deviceRef} ${member.groupKey}`)
          .sort(),
      })
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return text(previous) === text(record);
}

function typeOf(change: TaskChange): NewOutcomeEvent['type'] {
  const { previous, record } = change;
  if (record.status === 'closed') {
    return 'task-closed';
  }
  if (record.status === 'retired') {
    return 'task-retired';
  }
  return previous === undefined || previous.closedAt !== undefined
    ? 'task-opened'
    : 'task-changed';
}

function eventOf(change: TaskChange): NewOutcomeEvent {
  const { previous, record } = change;
  const deviceRefs = deviceRefsOf(record);
  const changes = TOLD.filter(
    field =>
      previous &&
      JSON.stringify(previous[field]) !== JSON.stringify(record[field]),
  ).map(field => [field, { from: previous?.[field], to: record[field] }]);
  const before = previous && deviceRefsOf(previous);
  const named = new Set([...deviceRefs, ...(before ?? [])]);
  return {
    type: typeOf(change),
    subject: record.id,
    // Who may see one device only may not read here of the others that were in the task.
    deviceRef: named.size === 1 ? [...named][0] : undefined,
    payload: {
      kind: record.kind,
      title: record.title,
      status: record.status,
      dueDate: record.dueDate,
      dueRule: record.dueReason.rule,
      plannedStart: record.plannedStart,
      deviceRefs,
      cves: record.cves,
      ...(before
        ? {
            changes: Object.fromEntries(changes),
            devicesAdded: deviceRefs.filter(ref => !before.includes(ref)),
            devicesRemoved: before.filter(ref => !deviceRefs.includes(ref)),
          }
        : {}),
    },
  };
}

/** Writes tasks, their devices, the facts about the change and the request for a ticket, all in one transaction. */
export class TaskWriter {
  readonly #database: Knex;
  readonly #outbox: Outbox;
  readonly #tasks: TaskStore;
  readonly #outcomes: OutcomeEventStore;

  private constructor(options: { database: Knex; outbox: Outbox }) {
    const { database } = options;
    this.#database = database;
    this.#outbox = options.outbox;
    this.#tasks = TaskStore.create({ database });
    this.#outcomes = OutcomeEventStore.create({ database });
  }

  static create(options: { database: Knex; outbox: Outbox }): TaskWriter {
    return new TaskWriter(options);
  }

  /**
   * Writes what differs. A task that somebody else changed since it was read is left to the next run.
   *
   * @param now - instant of the change
   */
  async write(
    changes: readonly TaskChange[],
    now: string,
  ): Promise<TaskWriteFigures> {
    const differing = changes.filter(
      ({ previous, record }) => !previous || !isSame(previous, record),
    );
    const figures = { opened: 0, changed: 0, closed: 0, plannedMoved: 0 };
    if (differing.length === 0) {
      return figures;
    }
    await this.#database.transaction(async transaction => {
      const events: NewOutcomeEvent[] = [];
      for (const change of differing) {
        const { previous, record } = change;
        const written = previous
          ? await this.#tasks.update(transaction, { previous, record })
          : await this.#tasks.insert(transaction, record);
        // A figure that drifted is stored, and neither told nor sent.
        if (written && previous?.contentHash !== record.contentHash) {
          const event = eventOf(change);
          events.push(event);
          await this.#outbox.enqueueTicket(transaction, {
            taskId: record.id,
            contentHash: record.contentHash,
          });
          count(figures, event.type);
        }
        if (written && previous?.plannedStart !== record.plannedStart) {
          figures.plannedMoved += 1;
        }
      }
      await this.#outcomes.append(transaction, events, now);
    });
    return figures;
  }
}

function count(figures: TaskWriteFigures, type: NewOutcomeEvent['type']) {
  if (type === 'task-opened') {
    figures.opened += 1;
  } else if (type === 'task-changed') {
    figures.changed += 1;
  } else {
    figures.closed += 1;
  }
}
