import type {
  RiskBand,
  Task,
  TaskDueReason,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { DateTime } from 'luxon';
import { addDays, type BusinessCalendar } from './BusinessCalendar';
import type { PlanningPolicy } from './PlanningPolicy';

/** What the due date of a finding depends on. */
export interface DueInput {
  /** CVE, or a word for what is to be found out. */
  subject: string;
  /** Class by CVSS; undefined counts as high. */
  severity?: RiskBand;
  exploited: boolean;
  kevDueDate?: string;
  /** Instant. */
  firstSeenAt: string;
  /** Date or instant since which the fix is available. */
  fixAvailableSince?: string;
}

export interface DueDate {
  /** `YYYY-MM-DD` at the site. */
  dueDate: string;
  reason: TaskDueReason;
}

const KINDS: Record<Task['kind'], string> = {
  patch: '',
  mitigate: 'mitigation-',
  replace: 'replacement-',
  investigate: 'investigation-',
};

function weekdayOf(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc', locale: 'en' }).toFormat('EEEE');
}

function classOf(input: DueInput): { band: RiskBand; words: string } {
  if (input.exploited) {
    return { band: 'critical', words: 'Exploited in the wild' };
  }
  return input.severity === undefined
    ? { band: 'high', words: 'Unknown severity, taken as high' }
    : {
        band: input.severity,
        words: `${input.severity[0].toUpperCase()}${input.severity.slice(
          1,
        )} severity`,
      };
}

function bySla(
  input: DueInput,
  options: {
    kind: Task['kind'];
    policy: PlanningPolicy;
    calendar: BusinessCalendar;
  },
): DueDate {
  const { calendar, kind, policy } = options;
  const { band, words } = classOf(input);
  const days = policy.slaDays[band];
  const seen = calendar.dateOf(input.firstSeenAt);
  let start = seen;
  let from = 'first-finding';
  if (
    policy.clockStart === 'fix-available' &&
    kind === 'patch' &&
    input.fixAvailableSince !== undefined
  ) {
    const available =
      input.fixAvailableSince.length > 10
        ? calendar.dateOf(input.fixAvailableSince)
        : input.fixAvailableSince;
    from = 'fix';
    start = available > seen ? available : seen;
  }
  const raw = addDays(start, days);
  const date = calendar.onOrAfter(raw);
  const kev = input.kevDueDate
    ? ` KEV's own date ${input.kevDueDate} lay before the first finding.`
    : '';
  const moved =
    date === raw
      ? ''
      : `, moved from ${weekdayOf(raw)} ${raw} to the next business day`;
  const waiting =
    kind === 'patch' && input.fixAvailableSince === undefined
      ? ' As long as there is no fix, a mitigation is due on this date.'
      : '';
  return {
    dueDate: date,
    reason: {
      rule: `${KINDS[kind]}${band}-${days}-days-from-${from}`,
      text: `Due on ${date}. ${words} (${input.subject}): ${days} days from ${
        from === 'fix' ? 'the fix or finding' : 'the first finding'
      } on ${start}${moved}.${kev}${waiting}`,
      clockStart: start,
      timeZone: calendar.timeZone,
      calendar: calendar.name,
    },
  };
}

/**
 * The due date of a task: the earliest over its findings.
 *
 * A finding is due so many days after its clock starts as its class of severity has; a date that falls on a weekend or
 * holiday moves to the next business day. A KEV due date that is not before the first finding counts as it stands, moved
 * by no calendar, when it is the earlier of the two. What is exploited in the wild is critical.
 *
 * @param options - `kind` decides what is due: without a fix it is the mitigation, from the first finding
 */
export function dueDate(options: {
  inputs: DueInput[];
  kind: Task['kind'];
  policy: PlanningPolicy;
  calendar: BusinessCalendar;
}): DueDate {
  const { calendar } = options;
  let earliest: DueDate | undefined;
  const consider = (candidate: DueDate) => {
    if (!earliest || candidate.dueDate < earliest.dueDate) {
      earliest = candidate;
    }
  };
  for (const input of options.inputs) {
    const seen = calendar.dateOf(input.firstSeenAt);
    const { kevDueDate } = input;
    if (kevDueDate !== undefined && kevDueDate >= seen) {
      consider({
        dueDate: kevDueDate,
        reason: {
          rule: 'kev-due-date',
          text: `Due on ${kevDueDate}, the date that CISA's catalog of exploited vulnerabilities sets for ${input.subject}.`,
          clockStart: seen,
          timeZone: calendar.timeZone,
          calendar: calendar.name,
        },
      });
      consider(bySla({ ...input, kevDueDate: undefined }, options));
    } else {
      consider(bySla(input, options));
    }
  }
  if (!earliest) {
    throw new TypeError('A due date needs at least one finding');
  }
  return earliest;
}
