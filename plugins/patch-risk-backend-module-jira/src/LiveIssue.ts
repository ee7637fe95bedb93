import type { Ticket } from '@patch-risk/backstage-plugin-patch-risk-common';
import { isRecord } from './client/isRecord';
import { PROPERTY_KEY, readSentRecord, type SentRecord } from './SentRecord';

/** An issue as Jira has it now. */
export interface LiveIssue {
  id: string;
  key: string;
  summary: string | undefined;
  description: unknown;
  dueDate: string | undefined;
  priorityId: string | undefined;
  labels: string[];
  status: string;
  statusCategory: Ticket['statusCategory'];
  record: SentRecord | undefined;
}

/** The fields that {@link readLiveIssue} reads. */
export const LIVE_FIELDS = [
  'summary',
  'description',
  'duedate',
  'priority',
  'labels',
  'status',
];

function readCategory(
  status: Record<string, unknown>,
): Ticket['statusCategory'] {
  const key = isRecord(status.statusCategory)
    ? status.statusCategory.key
    : undefined;
  return key === 'new' || key === 'indeterminate' || key === 'done'
    ? key
    : 'undefined';
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Reads an issue from Jira's answer; undefined when the answer holds none. */
export function readLiveIssue(data: unknown): LiveIssue | undefined {
  if (
    !isRecord(data) ||
    typeof data.id !== 'string' ||
    typeof data.key !== 'string'
  ) {
    return undefined;
  }
  const fields = isRecord(data.fields) ? data.fields : {};
  const status = isRecord(fields.status) ? fields.status : {};
  const properties = isRecord(data.properties) ? data.properties : {};
  return {
    id: data.id,
    key: data.key,
    summary: optionalText(fields.summary),
    description: fields.description ?? undefined,
    dueDate: optionalText(fields.duedate),
    priorityId: isRecord(fields.priority)
      ? optionalText(fields.priority.id)
      : undefined,
    labels: Array.isArray(fields.labels) ? fields.labels.map(String) : [],
    status: optionalText(status.name) ?? 'unknown',
    statusCategory: readCategory(status),
    record: readSentRecord(properties[PROPERTY_KEY]),
  };
}
