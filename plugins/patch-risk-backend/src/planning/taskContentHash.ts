import { createHash } from 'node:crypto';
import type { TaskRecord } from '../database/TaskStore';

/**
 * Hash of what a ticket shows of a task. Figures that drift from day to day (loss, forecast, chance) are left out: a
 * ticket changes when there is something new to do or to know, not because a number moved.
 *
 * @param assignee - account of the owner in the ticket system
 */
export function taskContentHash(
  task: Omit<TaskRecord, 'contentHash'>,
  assignee: string | undefined,
): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        task.kind,
        task.title,
        task.status === 'awaiting_verification' ? 'open' : task.status,
        task.fix ?? '',
        task.ownerRef ?? '',
        task.siteRef ?? '',
        [...new Set(task.members.map(member => member.deviceRef))].sort(),
        [...task.cves].sort(),
        task.decision,
        task.priority,
        task.dueDate,
        task.dueReason.rule,
        task.plannedStart ?? '',
        task.plannedEnd ?? '',
        task.lateReason ?? '',
        assignee ?? '',
      ]),
    )
    .digest('hex');
}
