import { findingKey, type PlanningFacts } from '../database/PlanningFactStore';
import type { TaskRecord } from '../database/TaskStore';
import { taskContentHash } from './taskContentHash';

/**
 * A task of which nothing is left to do: retired when all its devices are gone or what was found on
 * them is set aside, else closed. It keeps its devices, for
 * the record.
 */
export function endTask(options: {
  previous: TaskRecord;
  facts: PlanningFacts;
  now: string;
}): TaskRecord {
  const { facts, now, previous } = options;
  const isWithoutWork = previous.members.every(
    ({ deviceRef, groupKey }) =>
      (facts.devices.get(deviceRef)?.isGone ?? true) ||
      facts.suppressed.has(findingKey(deviceRef, groupKey)),
  );
  const record: TaskRecord = {
    ...previous,
    status: isWithoutWork && previous.members.length > 0 ? 'retired' : 'closed',
    closedAt: now,
    updatedAt: now,
  };
  const assignee =
    record.ownerRef === undefined
      ? undefined
      : facts.assignees.get(record.ownerRef);
  return { ...record, contentHash: taskContentHash(record, assignee) };
}
