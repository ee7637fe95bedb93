import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { isPlannedChange } from '../anomalies/isPlannedChange';
import { EventDeviceStore } from '../database/EventDeviceStore';

const DAY_MS = 86_400_000;
/** A change between two snapshots further apart could have happened at any time. */
const LONGEST_GAP_MS = 7 * DAY_MS;
const STEP_MS = 15 * 60_000;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Whether a change fell into planned work, and which. */
export interface ApprovedChange {
  change: 'inside' | 'outside';
  /** In words, for people. */
  evidence: string;
}

interface TaskRow {
  title: string;
  planned_start: string;
  planned_end: string;
  key: string | null;
  ticket_status: string | null;
}

/**
 * Whether a change that happened between two instants can have been an approved one: a task that is neither retired nor
 * refused was planned for then, or a change window of the device was open. Between two snapshots the moment of the
 * change is not known, so an overlap is taken for inside; of more than seven days only the last seven are looked at.
 */
export async function approvedChange(
  transaction: Knex.Transaction,
  options: { deviceRef: string; from: string; to: string },
): Promise<ApprovedChange> {
  const { deviceRef } = options;
  const to = Date.parse(options.to);
  const from = Math.max(Date.parse(options.from), to - LONGEST_GAP_MS);
  const devices = await EventDeviceStore.create().get(transaction, [deviceRef]);
  const watched = devices.get(deviceRef);
  const zone = watched?.siteTimeZone ?? 'utc';
  const tasks: TaskRow[] = await transaction('task_devices')
    .join('tasks', 'tasks.id', 'task_devices.task_id')
    .leftJoin('tickets', 'tickets.task_id', 'tasks.id')
    .where('task_devices.device_ref', deviceRef)
    .whereNot('tasks.status', 'retired')
    .whereNotNull('tasks.planned_start')
    .whereNotNull('tasks.planned_end')
    .orderBy('tasks.planned_start', 'desc')
    .limit(200)
    .select(
      'tasks.title',
      'tasks.planned_start',
      'tasks.planned_end',
      'tickets.key',
      { ticket_status: 'tickets.status' },
    );
  const task = tasks.find(({ planned_start, planned_end }) => {
    const start = DateTime.fromISO(planned_start, { zone });
    const end = DateTime.fromISO(planned_end, { zone });
    const last = DATE.test(planned_end) ? end.endOf('day') : end;
    return start.toMillis() <= to && last.toMillis() >= from;
  });
  if (task) {
    const ticket =
      task.key === null
        ? 'without a ticket'
        : `ticket ${task.key}, ${task.ticket_status}`;
    return {
      change: 'inside',
      evidence: `Planned task "${task.title}" (${ticket}), ${task.planned_start} to ${task.planned_end}`,
    };
  }
  const windows = watched && { ...watched, plannedTasks: [] };
  for (let at = to; windows && at >= from; at -= STEP_MS) {
    if (isPlannedChange({ watched: windows, at })) {
      return {
        change: 'inside',
        evidence: `A change window of the device was open at ${new Date(
          at,
        ).toISOString()}`,
      };
    }
  }
  return {
    change: 'outside',
    evidence: `No change window and no planned task between ${new Date(
      from,
    ).toISOString()} and ${options.to}`,
  };
}
