import { isRecord } from './client/isRecord';

/** Key of the issue property in which we keep what we last wrote. */
export const PROPERTY_KEY = 'patch-risk';

/** The values that we last wrote to an issue; a live value that differs was written by a person. */
export interface SentValues {
  summary?: string;
  dueDate?: string;
  priorityId?: string;
  /** Fingerprint of our part of the description. */
  section?: string;
}

/** What the issue property holds: the task's key, where the task is shown, and what we last wrote. */
export interface SentRecord {
  key: string;
  url: string;
  sent: SentValues;
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Reads the property; anybody may write properties, so nothing about it is taken for granted. */
export function readSentRecord(value: unknown): SentRecord | undefined {
  if (!isRecord(value) || typeof value.key !== 'string') {
    return undefined;
  }
  const sent = isRecord(value.sent) ? value.sent : {};
  return {
    key: value.key,
    url: optionalText(value.url) ?? '',
    sent: {
      summary: optionalText(sent.summary),
      dueDate: optionalText(sent.dueDate),
      priorityId: optionalText(sent.priorityId),
      section: optionalText(sent.section),
    },
  };
}
