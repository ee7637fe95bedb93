import { createHash } from 'node:crypto';
import type { Task } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  findingKey,
  type PlanningDevice,
  type PlanningFacts,
} from '../database/PlanningFactStore';
import type { TaskRecord } from '../database/TaskStore';
import { kindOfWork } from './kindOfWork';
import type { DraftMember, TaskDraft } from './TaskDraft';

/** Group of a device whose version is to be found out before anything can be matched. */
export const NO_VERSION_GROUP = 'no-version';

/** Deterministic id of a task: the same work for the same owner at the same site. */
function taskId(kind: string, work: string, device: PlanningDevice): string {
  return createHash('sha256')
    .update(
      JSON.stringify([kind, work, device.ownerRef ?? '', device.siteRef ?? '']),
    )
    .digest('hex')
    .slice(0, 32);
}

/**
 * Sorts groups into tasks: one for each fix or mitigation × owner × site.
 *
 * A group deserves a task when its decision is `act`, `next-window`, `schedule` or `mitigate`; `accept` never does;
 * `monitor` starts none, but what is in a task already stays in it until its findings close, so that a score that
 * wavers around a threshold moves nothing. A device whose version cannot be compared gets a task to find it out.
 *
 * @param options - `active` are the tasks that are still to be done; `today` is a date
 */
export function draftTasks(options: {
  facts: PlanningFacts;
  active: readonly TaskRecord[];
  today: string;
}): Map<string, TaskDraft> {
  const { active, facts, today } = options;
  const drafts = new Map<string, TaskDraft>();
  const planned = new Set(
    active.flatMap(task =>
      task.members.map(member => findingKey(member.deviceRef, member.groupKey)),
    ),
  );
  const add = (kind: Task['kind'], work: string, member: DraftMember) => {
    const { device } = member;
    const id = taskId(kind, work, device);
    const draft = drafts.get(id) ?? {
      id,
      kind,
      ownerRef: device.ownerRef,
      siteRef: device.siteRef,
      members: [],
    };
    draft.members.push(member);
    drafts.set(id, draft);
  };
  const assessed = new Set<string>();
  for (const group of facts.groups) {
    const device = facts.devices.get(group.deviceRef);
    const key = findingKey(group.deviceRef, group.key);
    const findings = facts.findings.get(key);
    if (device && !device.isGone && findings) {
      assessed.add(device.ref);
      const deserves =
        group.decision !== 'accept' &&
        (group.decision !== 'monitor' || planned.has(key));
      if (deserves) {
        const kind = kindOfWork({
          isUncertain: findings.every(finding => finding.isUncertain),
          remediationState: group.remediationState,
          endOfSupport: device.fields.endOfSupport,
          today,
        });
        add(kind, group.key, {
          device,
          groupKey: group.key,
          group,
          findings,
        });
      }
    }
  }
  for (const device of facts.devices.values()) {
    if (device.hasNoVersion && !device.isGone && !assessed.has(device.ref)) {
      add(
        'investigate',
        JSON.stringify([NO_VERSION_GROUP, device.vendor, device.model]),
        { device, groupKey: NO_VERSION_GROUP, findings: [] },
      );
    }
  }
  return drafts;
}
