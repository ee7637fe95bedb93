import type { Task } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { TaskMember, TaskRecord } from './TaskStore';

/** A row of the table `tasks`. */
export interface TaskRow {
  id: string;
  kind: Task['kind'];
  title: string;
  status: Task['status'];
  fix: string | null;
  owner_ref: string | null;
  site_ref: string | null;
  cves: string;
  decision: Task['decision'];
  priority: Task['priority'];
  loss: number | null;
  due_date: string;
  due_reason: string;
  planned_start: string | null;
  planned_end: string | null;
  on_time_probability: number | null;
  late_reason: Task['lateReason'] | null;
  fix_forecast: string | null;
  content_hash: string;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
}

/** The columns of a task, without its members. */
export function toRow(record: TaskRecord): TaskRow {
  return {
    id: record.id,
    kind: record.kind,
    title: record.title,
    status: record.status,
    fix: record.fix ?? null,
    owner_ref: record.ownerRef ?? null,
    site_ref: record.siteRef ?? null,
    cves: JSON.stringify(record.cves),
    decision: record.decision,
    priority: record.priority,
    loss: record.loss ?? null,
    due_date: record.dueDate,
    due_reason: JSON.stringify(record.dueReason),
    planned_start: record.plannedStart ?? null,
    planned_end: record.plannedEnd ?? null,
    on_time_probability: record.onTimeProbability ?? null,
    late_reason: record.lateReason ?? null,
    fix_forecast: record.fixForecast
      ? JSON.stringify(record.fixForecast)
      : null,
    content_hash: record.contentHash,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    closed_at: record.closedAt ?? null,
  };
}

/** A row and its members as a task. */
export function toTaskRecord(row: TaskRow, members: TaskMember[]): TaskRecord {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    status: row.status,
    fix: row.fix ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    siteRef: row.site_ref ?? undefined,
    members,
    cves: JSON.parse(row.cves),
    decision: row.decision,
    priority: row.priority,
    loss: row.loss ?? undefined,
    dueDate: row.due_date,
    dueReason: JSON.parse(row.due_reason),
    plannedStart: row.planned_start ?? undefined,
    plannedEnd: row.planned_end ?? undefined,
    onTimeProbability: row.on_time_probability ?? undefined,
    lateReason: row.late_reason ?? undefined,
    fixForecast: row.fix_forecast ? JSON.parse(row.fix_forecast) : undefined,
    contentHash: row.content_hash,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    closedAt: row.closed_at ?? undefined,
  };
}
