import type { Task } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  RejectedError,
  type TicketContent,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { DeliveryContext } from './DeliveryContext';
import { ticketContent } from './ticketContent';

/** What the ticket of a task is to be. */
export interface DesiredTicket {
  content: TicketContent;
  /** Content hash of the task that the content was made of. */
  hash: string;
  ended: boolean;
  /** Why it is closed when it ended, for people. */
  endReason: string;
}

/** Whether nothing is left to do for a task. */
export function hasEnded(task: Pick<Task, 'status'>): boolean {
  return task.status === 'closed' || task.status === 'retired';
}

/**
 * Reads the present state of a task.
 *
 * @throws RejectedError when there is no such task
 */
export async function desiredTicket(
  context: DeliveryContext,
  taskId: string,
): Promise<DesiredTicket> {
  const { config, subjects, tasks } = context;
  const task = await tasks.get(taskId);
  if (!task) {
    throw new RejectedError(`There is no task ${taskId} to make a ticket of`);
  }
  const subject = await subjects.get({
    deviceRefs: task.members.map(member => member.deviceRef),
    siteRef: task.siteRef,
    ownerRef: task.ownerRef,
  });
  return {
    content: ticketContent({ task, subject, appBaseUrl: config.appBaseUrl }),
    hash: task.contentHash,
    ended: hasEnded(task),
    endReason:
      task.status === 'retired'
        ? 'The devices of this task are no longer in the inventory, or its findings were set aside.'
        : 'None of the vulnerabilities of this task is found on its devices any more.',
  };
}
