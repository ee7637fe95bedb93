import type {
  Criticality,
  DeviceFields,
  DeviceSummary,
  Exposure,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { whereInValues } from './whereInValues';

interface SummaryRow {
  entity_ref: string;
  title: string;
  vendor: string | null;
  model: string | null;
  firmware_version: string | null;
  site_ref: string | null;
  owner_ref: string | null;
  system_ref: string | null;
  zone: string | null;
  fields: string;
  problems: string;
  changed_at: string;
  state: 'assessed' | 'not_assessed' | null;
  reason: string | null;
  index: number | null;
  index_low: number | null;
  index_high: number | null;
  probability: number | null;
  band: RiskBand | null;
  finding_count: number | null;
  exploited_count: number | null;
  assessed_at: string | null;
}

interface TaskRow {
  device_ref: string;
  id: string;
  title: string;
  decision: NonNullable<DeviceSummary['nextStep']>['decision'];
  due_date: string;
  planned_start: string | null;
  time_zone: string | null;
  url: string | null;
}

/** The day on which a task is planned to start, as people at the site read it. */
function plannedOn(task: TaskRow): string | undefined {
  return task.planned_start
    ? DateTime.fromISO(task.planned_start, {
        zone: task.time_zone ?? 'utc',
      }).toFormat('yyyy-MM-dd')
    : undefined;
}

function toSummary(row: SummaryRow): DeviceSummary {
  const fields: DeviceFields = JSON.parse(row.fields);
  const problems: unknown[] = JSON.parse(row.problems);
  const hasInterval = row.index_low !== null && row.index_high !== null;
  return {
    entityRef: row.entity_ref,
    title: row.title,
    vendor: row.vendor ?? undefined,
    model: row.model ?? undefined,
    firmwareVersion: row.firmware_version ?? undefined,
    siteRef: row.site_ref ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    systemRef: row.system_ref ?? undefined,
    zone: row.zone ?? undefined,
    exposure: fields.exposure as Exposure | undefined,
    criticality: fields.criticality as Criticality | undefined,
    state: row.state ?? 'not_assessed',
    reason:
      row.state === null
        ? 'It was not assessed yet; the next run of the pipeline does it'
        : row.reason ?? undefined,
    index: row.index ?? undefined,
    interval: hasInterval
      ? { low: Number(row.index_low), high: Number(row.index_high) }
      : undefined,
    probability: row.probability ?? undefined,
    band: row.band ?? undefined,
    findingCount: row.finding_count ?? 0,
    exploitedCount: row.exploited_count ?? 0,
    openTaskCount: 0,
    openAnomalyCount: 0,
    problemCount: problems.length,
    assessedAt: row.assessed_at ?? row.changed_at,
  };
}

/** What lists, cards and roll-ups tell of devices. */
export class DeviceSummaryStore {
  readonly #database: Knex;

  static create(options: { database: Knex }) {
    return new DeviceSummaryStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** Summaries in the order of the refs; a ref without a device is left out. Four queries for any number of refs. */
  async get(refs: string[]): Promise<DeviceSummary[]> {
    const query = this.#database('devices')
      .leftJoin('assessments', 'assessments.device_ref', 'devices.entity_ref')
      .whereNull('devices.gone_at')
      .select(
        'devices.entity_ref',
        'devices.title',
        'devices.vendor',
        'devices.model',
        'devices.firmware_version',
        'devices.site_ref',
        'devices.owner_ref',
        'devices.system_ref',
        'devices.zone',
        'devices.fields',
        'devices.problems',
        'devices.changed_at',
        'assessments.state',
        'assessments.reason',
        'assessments.index',
        'assessments.index_low',
        'assessments.index_high',
        'assessments.probability',
        'assessments.band',
        'assessments.finding_count',
        'assessments.exploited_count',
        'assessments.assessed_at',
      );
    whereInValues(query, 'devices.entity_ref', refs);
    const [rows, tasks, anomalies]: [
      SummaryRow[],
      TaskRow[],
      Map<string, number>,
    ] = await Promise.all([
      query,
      this.#openTasks(refs),
      this.#openAnomalies(refs),
    ]);
    const byRef = new Map(rows.map(row => [row.entity_ref, toSummary(row)]));
    for (const task of tasks) {
      const summary = byRef.get(task.device_ref);
      if (summary) {
        summary.openTaskCount += 1;
        // Tasks come by due date, so the first one is the next step.
        summary.nextStep ??= {
          decision: task.decision,
          text: task.title,
          date: plannedOn(task) ?? task.due_date,
          plannedOn: plannedOn(task),
          dueDate: task.due_date,
          timeZone: task.time_zone ?? undefined,
          taskId: task.id,
          ticketUrl: task.url ?? undefined,
        };
      }
    }
    for (const [ref, count] of anomalies) {
      const summary = byRef.get(ref);
      if (summary) {
        summary.openAnomalyCount = count;
      }
    }
    return refs.flatMap(ref => byRef.get(ref) ?? []);
  }

  async #openTasks(refs: string[]): Promise<TaskRow[]> {
    const query = this.#database('task_devices')
      .join('tasks', 'tasks.id', 'task_devices.task_id')
      .leftJoin('tickets', 'tickets.task_id', 'tasks.id')
      .leftJoin('sites', 'sites.entity_ref', 'tasks.site_ref')
      .whereIn('tasks.status', ['open', 'awaiting_verification'])
      .distinct(
        'task_devices.device_ref',
        'tasks.id',
        'tasks.title',
        'tasks.decision',
        'tasks.due_date',
        'tasks.planned_start',
        'sites.time_zone',
        'tickets.url',
      )
      .orderBy('tasks.due_date')
      .orderBy('tasks.id');
    whereInValues(query, 'task_devices.device_ref', refs);
    return query;
  }

  async #openAnomalies(refs: string[]): Promise<Map<string, number>> {
    const query: Knex.QueryBuilder = this.#database('anomalies')
      .whereNull('ended_at')
      .groupBy('device_ref')
      .select('device_ref')
      .count({ count: 'id' });
    whereInValues(query, 'device_ref', refs);
    const rows: { device_ref: string; count: number | string }[] = await query;
    return new Map(rows.map(row => [row.device_ref, Number(row.count)]));
  }
}
