import type { PlanningFacts } from '../database/PlanningFactStore';
import type { TaskRecord } from '../database/TaskStore';
import { taskContentHash } from './taskContentHash';

/**
 * A task of which nothing is left to do: retired when all its devices are gone, else closed. It keeps its devices, for
 * the record.
 */
export function endTask(options: {
  previous: TaskRecord;
  facts: PlanningFacts;
  now: string;
}): TaskRecord {
  const { facts, now, previous } = options;
  const isGone = previous.members.every(
    ({ deviceRef }) => facts.devices.get(deviceRef)?.isGone ?? true,
  );
  const record: TaskRecord = {
    ...previous,
    status: isGone && previous.members.length > 0 ? 'retired' : 'closed',
    closedAt: now,
    updatedAt: now,
  };
  const assignee =
    record.ownerRef === undefined
      ? undefined
      : facts.assignees.get(record.ownerRef);
  return { ...record, contentHash: taskContentHash(record, assignee) };
}
