import type {
  Exposure,
  HygieneFinding,
  HygieneKind,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { GRAVEST_FIRST, type HygieneGrade } from '../hygiene/gradeHygiene';

/** A row of `hygiene_findings`. */
export interface HygieneRow {
  id: string;
  device_ref: string;
  kind: HygieneKind;
  source: string;
  signal_key: string;
  title: string;
  details: string;
  reach: Exposure;
  reach_assumed: boolean | number;
  reported_reach: Exposure | null;
  impact: number;
  impact_assumed: boolean | number;
  ceiling: RiskBand | null;
  severity: RiskBand;
  rank: number;
  first_seen_at: string;
  last_seen_at: string;
  changed_at: string;
  closed_at: string | null;
}

/** The columns that hold a grade. */
export function gradeColumns(grade: HygieneGrade) {
  return {
    reach: grade.reach,
    reach_assumed: grade.reachAssumed,
    impact: grade.impact,
    impact_assumed: grade.impactAssumed,
    severity: grade.severity,
    rank: GRAVEST_FIRST.indexOf(grade.severity),
  };
}

/** Whether a row holds this grade. */
export function isGradedAs(row: HygieneRow, grade: HygieneGrade): boolean {
  return (
    row.reach === grade.reach &&
    Boolean(row.reach_assumed) === grade.reachAssumed &&
    row.impact === grade.impact &&
    Boolean(row.impact_assumed) === grade.impactAssumed &&
    row.severity === grade.severity
  );
}

/** A row as the API tells it. */
export function toHygieneFinding(row: HygieneRow): HygieneFinding {
  return {
    id: row.id,
    deviceRef: row.device_ref,
    kind: row.kind,
    source: row.source,
    key: row.signal_key,
    title: row.title,
    facts: JSON.parse(row.details),
    severity: row.severity,
    reach: row.reach,
    reachAssumed: Boolean(row.reach_assumed),
    impact: row.impact,
    impactAssumed: Boolean(row.impact_assumed),
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    closedAt: row.closed_at ?? undefined,
  };
}
