import { DescriptionSection } from './adf/DescriptionSection';
import type { LiveIssue } from './LiveIssue';
import type { SentValues } from './SentRecord';
import type { TicketFields } from './TicketFields';

/** What an update writes, and which fields it leaves to the person who changed them. */
export interface UpdatePlan {
  fields: Record<string, unknown>;
  /** What counts as ours afterwards. */
  sent: SentValues;
  kept: string[];
}

/**
 * Compares an issue with what it should say, field by field. A field is written only while it holds what we last wrote
 * there; what a person wrote is theirs from then on, until they put our value back.
 *
 * @param options - `previous`: what we last wrote by our own books, used where the issue does not tell.
 */
export function planUpdate(options: {
  live: LiveIssue;
  wanted: TicketFields;
  previous: TicketFields | undefined;
  key: string;
}): UpdatePlan {
  const { live, wanted, key } = options;
  const ours: SentValues = {
    ...options.previous?.values,
    ...live.record?.sent,
  };
  const section = DescriptionSection.find(live.description, key);
  const plan: UpdatePlan = { fields: {}, sent: { ...ours }, kept: [] };
  const fields = [
    {
      name: 'summary',
      member: 'summary',
      now: live.summary,
      value: wanted.values.summary,
    },
    {
      name: 'duedate',
      member: 'dueDate',
      now: live.dueDate,
      value: wanted.values.dueDate,
    },
    {
      name: 'priority',
      member: 'priorityId',
      now: live.priorityId,
      value: { id: wanted.values.priorityId },
    },
    {
      name: 'description',
      member: 'section',
      now: section?.fingerprint,
      value: section?.replaceWith(wanted.section),
    },
  ] as const;
  for (const { name, member, now, value } of fields) {
    const next = wanted.values[member];
    if (next === undefined) {
      continue;
    }
    if (now === next) {
      plan.sent[member] = next;
    } else if (now !== undefined && now === ours[member]) {
      plan.fields[name] = value;
      plan.sent[member] = next;
    } else {
      plan.kept.push(name);
    }
  }
  return plan;
}
