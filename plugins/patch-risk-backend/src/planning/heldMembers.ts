import { findingKey, type PlanningFacts } from '../database/PlanningFactStore';
import type { TaskMember, TaskRecord } from '../database/TaskStore';

/**
 * Members of a task whose findings are still open while their device has no assessment just now, as when inventory has
 * not seen it for a while. Nothing is known that would end their part of the task, so it stays.
 *
 * @param assessed - finding keys of all assessed groups
 */
export function heldMembers(
  task: TaskRecord,
  facts: PlanningFacts,
  assessed: ReadonlySet<string>,
): TaskMember[] {
  return task.members.filter(({ deviceRef, groupKey }) => {
    const device = facts.devices.get(deviceRef);
    const key = findingKey(deviceRef, groupKey);
    return (
      device !== undefined &&
      !device.isGone &&
      device.ownerRef === task.ownerRef &&
      device.siteRef === task.siteRef &&
      facts.findings.has(key) &&
      !assessed.has(key)
    );
  });
}
