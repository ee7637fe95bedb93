import { parseEntityRef } from '@backstage/catalog-model';
import type { Task } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { TicketContent } from '@patch-risk/backstage-plugin-patch-risk-node';
import { DateTime } from 'luxon';
import type { TaskRecord } from '../database/TaskStore';
import type { TicketSubject } from '../database/TicketSubjectStore';

const DECISIONS: Record<Task['decision'], string> = {
  act: 'The risk of waiting is high: act now, outside the usual windows where that is possible.',
  'next-window': 'The risk does not allow to skip the next change window.',
  schedule: 'The risk allows to plan it with the usual work.',
  mitigate:
    'No fix is expected in time: put a compensating control in place and review it.',
  accept: 'The risk is accepted.',
  monitor: 'The risk is low enough to wait and watch.',
};

function plural(count: number, word: string, words: string): string {
  return `${count} ${count === 1 ? word : words}`;
}

function plan(task: TaskRecord): string {
  if (!task.plannedStart) {
    return task.lateReason === 'no-window'
      ? 'No change window of these devices fits: agree on one.'
      : 'It cannot be planned before a fix is in sight.';
  }
  const zone = task.dueReason.timeZone ?? 'utc';
  const start = DateTime.fromISO(task.plannedStart, { zone });
  return `Planned for the change window of ${start.toFormat(
    'yyyy-MM-dd HH:mm',
  )} (${zone}).`;
}

function forecast(task: TaskRecord): string | undefined {
  if (!task.fixForecast || task.fixForecast.basis === 'available') {
    return undefined;
  }
  const { medianDays, lower80Days, upper80Days } = task.fixForecast;
  if (medianDays === undefined) {
    return 'When a fix comes cannot be forecast.';
  }
  const interval =
    lower80Days === undefined || upper80Days === undefined
      ? ''
      : `, with 80 % between ${Math.round(lower80Days)} and ${Math.round(
          upper80Days,
        )}`;
  return `A fix is forecast in ${plural(
    Math.round(medianDays),
    'day',
    'days',
  )} (median${interval}).`;
}

/** Page of an entity in the catalog. */
function entityUrl(appBaseUrl: string, entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return [
    `${appBaseUrl}/catalog`,
    ...[namespace, kind, name].map(part => encodeURIComponent(part)),
  ].join('/');
}

/**
 * What a ticket shows of a task. The texts are plain and may come from feeds and catalogs: the sink escapes them.
 *
 * @param options - `subject` names devices, site and owner; `appBaseUrl` has no slash at its end
 */
export function ticketContent(options: {
  task: TaskRecord;
  subject: TicketSubject;
  appBaseUrl: string;
}): TicketContent {
  const { subject, appBaseUrl } = options;
  const { members, contentHash: _hash, ...rest } = options.task;
  const task: Task = {
    ...rest,
    deviceRefs: [...new Set(members.map(member => member.deviceRef))],
  };
  const where = subject.siteTitle ? ` at ${subject.siteTitle}` : '';
  return {
    key: `patch-risk-${task.id}`,
    task,
    devices: subject.devices.map(device => ({
      ...device,
      url: entityUrl(appBaseUrl, device.entityRef),
    })),
    priority: task.priority,
    dueDate: task.dueDate,
    reasons: [
      task.dueReason.text,
      `It closes ${plural(
        task.cves.length,
        'vulnerability',
        'vulnerabilities',
      )} on ${plural(task.deviceRefs.length, 'device', 'devices')}${where}.`,
      DECISIONS[task.decision],
      forecast(options.task),
      plan(options.task),
    ].filter((reason): reason is string => reason !== undefined),
    url: `${appBaseUrl}/patch-risk?task=${encodeURIComponent(task.id)}`,
    assigneeAccountId: subject.assigneeAccountId,
  };
}
