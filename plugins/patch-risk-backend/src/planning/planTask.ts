import type {
  Decision,
  RiskBand,
  Task,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { DateTime } from 'luxon';
import { findingKey, type PlanningFacts } from '../database/PlanningFactStore';
import type { TaskMember, TaskRecord } from '../database/TaskStore';
import { addDays, type BusinessCalendar } from './BusinessCalendar';
import { dueDate, type DueInput } from './dueDate';
import { firstWindow, type WindowOccurrence } from './firstWindow';
import { keepDueDate } from './keepDueDate';
import { onTimeProbability } from './onTimeProbability';
import type { PlanningPolicy } from './PlanningPolicy';
import type { DraftMember, TaskDraft } from './TaskDraft';
import { taskContentHash } from './taskContentHash';
import { taskTitle } from './taskTitle';

const DAY_MS = 86_400_000;
const URGENCY: readonly Decision[] = [
  'act',
  'next-window',
  'mitigate',
  'schedule',
  'monitor',
  'accept',
];

function priorityOf(decision: Decision, exploited: boolean): RiskBand {
  switch (decision) {
    case 'act':
      return 'critical';
    case 'next-window':
      return 'high';
    case 'mitigate':
      return exploited ? 'high' : 'medium';
    case 'schedule':
      return 'medium';
    default:
      return 'low';
  }
}

/** When the work on a device can begin: now, or when its fix is expected. */
function readyAt(member: DraftMember, now: string): string | undefined {
  const { group, findings } = member;
  if (!group || group.remediationState === 'available') {
    return now;
  }
  const announced = findings
    .flatMap(({ remediation }) => remediation.plannedFor ?? [])
    .sort()
    .pop();
  if (announced !== undefined && announced > now.slice(0, 10)) {
    return DateTime.fromISO(announced, { zone: 'utc' })
      .toJSDate()
      .toISOString();
  }
  const median = group.fixForecast?.medianDays;
  return median === undefined || group.fixForecast?.abstained !== undefined
    ? undefined
    : new Date(Date.parse(now) + median * DAY_MS).toISOString();
}

interface Plan {
  /** Every device has a day on which it can be ready. */
  isReady: boolean;
  readyAt?: string;
  window?: WindowOccurrence;
}

/**
 * From the first window of the first device to the end of the window of the last. A planned window that still lies ahead
 * and is not before the fix stays, so that a forecast that drifts moves no appointment; when the fix is there, the first
 * window counts.
 */
function planWindow(
  draft: TaskDraft,
  previous: TaskRecord | undefined,
  now: string,
): Plan {
  const needsFix = draft.kind === 'patch';
  let start: string | undefined;
  let end: string | undefined;
  let latestReady = now;
  let awaitsFix = false;
  for (const member of draft.members) {
    const ready = needsFix ? readyAt(member, now) : now;
    if (ready === undefined) {
      return { isReady: false };
    }
    awaitsFix ||= ready > now;
    latestReady = ready > latestReady ? ready : latestReady;
    const window = firstWindow({
      windows: member.device.fields.changeWindows,
      notBefore: ready,
    });
    if (window) {
      start =
        start === undefined || window.start < start ? window.start : start;
      end = end === undefined || window.end > end ? window.end : end;
    }
  }
  const plan = { isReady: true, readyAt: latestReady };
  const { plannedStart, plannedEnd } = previous ?? {};
  const runsOrWaits =
    plannedStart !== undefined && plannedEnd !== undefined && plannedEnd > now;
  const keeps =
    runsOrWaits &&
    (awaitsFix ? plannedStart >= latestReady : plannedStart <= now);
  if (keeps) {
    return { ...plan, window: { start: plannedStart, end: plannedEnd } };
  }
  return start === undefined || end === undefined
    ? plan
    : { ...plan, window: { start, end } };
}

function lateReason(
  draft: TaskDraft,
  plan: Plan,
  due: string,
  calendar: BusinessCalendar,
): Task['lateReason'] {
  const fixInTime =
    plan.readyAt !== undefined && calendar.dateOf(plan.readyAt) <= due;
  if (draft.kind === 'patch' && !fixInTime) {
    const awaited = draft.members.some(
      member => member.group?.remediationState !== 'available',
    );
    if (awaited) {
      return 'no-fix-yet';
    }
  }
  return !plan.window || calendar.dateOf(plan.window.end) > due
    ? 'no-window'
    : 'none';
}

function dueInputs(draft: TaskDraft): DueInput[] {
  return draft.members.flatMap<DueInput>(({ device, group, findings }) =>
    findings.length > 0
      ? findings.map(finding => ({
          subject: finding.cve,
          severity: finding.severity,
          exploited: finding.exploited,
          kevDueDate: finding.kevDueDate,
          firstSeenAt: finding.firstSeenAt,
          fixAvailableSince:
            group?.remediationState === 'available'
              ? finding.remediation.availableSince ?? finding.firstSeenAt
              : undefined,
        }))
      : [
          {
            subject: 'version not known',
            exploited: false,
            firstSeenAt: device.firstSeenAt,
          },
        ],
  );
}

/**
 * Works out a task: its text, due date, planned window and the chance of being on time.
 *
 * @param options - `previous` is the task as it stands, `held` members of it that are not assessed just now, `now` an instant
 */
export function planTask(options: {
  draft: TaskDraft;
  previous: TaskRecord | undefined;
  held: readonly TaskMember[];
  facts: PlanningFacts;
  policy: PlanningPolicy;
  calendar: BusinessCalendar;
  now: string;
}): TaskRecord {
  const { calendar, draft, facts, now, policy } = options;
  const previous =
    options.previous?.closedAt === undefined ? options.previous : undefined;
  const { kind, members } = draft;
  const computed = dueDate({
    inputs: dueInputs(draft),
    kind,
    policy,
    calendar,
  });
  const due = keepDueDate(
    previous && { dueDate: previous.dueDate, reason: previous.dueReason },
    computed,
  );
  const plan = planWindow(draft, previous, now);
  const groups = members.flatMap(member => member.group ?? []);
  const decision =
    URGENCY.find(each => groups.some(group => group.decision === each)) ??
    'schedule';
  const exploited = groups.some(group => group.exploited);
  const dueEnd = DateTime.fromISO(addDays(due.dueDate, 1), {
    zone: calendar.timeZone,
  }).toMillis();
  const chances = groups.flatMap(
    group =>
      onTimeProbability({
        daysLeft: (dueEnd - Date.parse(now)) / DAY_MS,
        deploy: group.deployForecast,
        fixSurvival:
          kind === 'patch' &&
          group.remediationState !== 'available' &&
          group.fixCurve !== undefined
            ? facts.fixCurves.get(group.fixCurve)
            : undefined,
      }) ?? [],
  );
  const slowest = groups.reduce<(typeof groups)[number] | undefined>(
    (slow, group) =>
      (group.fixForecast?.medianDays ?? Infinity) >
      (slow?.fixForecast?.medianDays ?? -1)
        ? group
        : slow,
    undefined,
  );
  const task = {
    id: draft.id,
    kind,
    title: taskTitle(
      draft,
      draft.siteRef === undefined ? undefined : facts.sites.get(draft.siteRef),
    ),
    status: previous?.status ?? ('open' as const),
    fix: groups.find(group => group.fix !== undefined)?.fix,
    ownerRef: draft.ownerRef,
    siteRef: draft.siteRef,
    members: [
      ...members.map(({ device, groupKey }) => ({
        deviceRef: device.ref,
        groupKey,
      })),
      ...options.held,
    ],
    cves: [
      ...new Set([
        ...members.flatMap(({ findings }) => findings.map(({ cve }) => cve)),
        ...options.held.flatMap(({ deviceRef, groupKey }) =>
          (facts.findings.get(findingKey(deviceRef, groupKey)) ?? []).map(
            ({ cve }) => cve,
          ),
        ),
      ]),
    ].sort(),
    decision,
    priority: priorityOf(decision, exploited),
    loss:
      groups.length > 0
        ? groups.reduce((sum, group) => sum + group.loss, 0)
        : undefined,
    dueDate: due.dueDate,
    dueReason: due.reason,
    plannedStart: plan.window?.start,
    plannedEnd: plan.window?.end,
    // The task is done when its last device is; delays of one owner at one site go together.
    onTimeProbability: chances.length > 0 ? Math.min(...chances) : undefined,
    lateReason: lateReason(draft, plan, due.dueDate, calendar),
    fixForecast: kind === 'patch' ? slowest?.fixForecast : undefined,
    createdAt: options.previous?.createdAt ?? now,
    updatedAt: now,
  };
  const assignee =
    draft.ownerRef === undefined
      ? undefined
      : facts.assignees.get(draft.ownerRef);
  return { ...task, contentHash: taskContentHash(task, assignee) };
}
