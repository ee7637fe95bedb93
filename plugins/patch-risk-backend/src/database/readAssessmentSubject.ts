import type { AssessmentSubject } from './AssessmentSubject';

/** Columns of `devices` that assessments read. */
export interface AssessmentSubjectRow {
  entity_ref: string;
  title: string;
  vendor: string | null;
  model: string | null;
  firmware_version: string | null;
  zone: string | null;
  site_ref: string | null;
  owner_ref: string | null;
  fields: string;
  last_seen_at: string;
  match_state: string | null;
  match_reason: string | null;
}

/** A device to assess, with the number of its open findings. */
export function readAssessmentSubject(
  row: AssessmentSubjectRow,
  findingCount: number,
): AssessmentSubject {
  return {
    ref: row.entity_ref,
    title: row.title,
    vendor: row.vendor ?? undefined,
    model: row.model ?? undefined,
    firmwareVersion: row.firmware_version ?? undefined,
    zone: row.zone ?? undefined,
    siteRef: row.site_ref ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    fields: JSON.parse(row.fields),
    lastSeenAt: row.last_seen_at,
    matchState: row.match_state ?? undefined,
    matchReason: row.match_reason ?? undefined,
    findingCount,
  };
}
