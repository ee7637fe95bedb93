import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { EventDevice } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

/** A device as events tell of it, with what says whether a change was planned. */
export interface WatchedDevice {
  device: EventDevice;
  criticality: DeviceFields['criticality'];
  changeWindows: DeviceFields['changeWindows'];
  /** IANA zone of its site. */
  siteTimeZone?: string;
  /** Planned starts and ends of its open tasks, instants or dates in the site's zone. */
  plannedTasks: { start: string; end: string }[];
}

interface Row {
  entity_ref: string;
  title: string;
  owner_ref: string | null;
  site_ref: string | null;
  fields: string;
  index: number | null;
  time_zone: string | null;
}

/** Devices as events need them. */
export class EventDeviceStore {
  private constructor() {}

  static create(): EventDeviceStore {
    return new EventDeviceStore();
  }

  /** Which of the refs are devices that are not gone. */
  async known(
    transaction: Knex.Transaction,
    refs: readonly string[],
  ): Promise<Set<string>> {
    const query = transaction('devices')
      .select('entity_ref')
      .whereNull('gone_at');
    whereInValues(query, 'entity_ref', refs);
    const rows: { entity_ref: string }[] = await query;
    return new Set(rows.map(row => row.entity_ref));
  }

  /** The devices among the refs, by ref. */
  async get(
    transaction: Knex.Transaction,
    refs: readonly string[],
  ): Promise<Map<string, WatchedDevice>> {
    const query = transaction('devices')
      .leftJoin('assessments', 'assessments.device_ref', 'devices.entity_ref')
      .leftJoin('sites', 'sites.entity_ref', 'devices.site_ref')
      .select(
        'devices.entity_ref',
        'devices.title',
        'devices.owner_ref',
        'devices.site_ref',
        'devices.fields',
        'assessments.index',
        'sites.time_zone',
      );
    whereInValues(query, 'devices.entity_ref', refs);
    const rows: Row[] = await query;
    const tasks = await this.#plannedTasks(transaction, refs);
    return new Map(
      rows.map(row => {
        const fields: DeviceFields = JSON.parse(row.fields);
        return [
          row.entity_ref,
          {
            device: {
              entityRef: row.entity_ref,
              title: row.title,
              vendor: fields.vendor,
              model: fields.model,
              firmwareVersion: fields.firmwareVersion,
              serial: fields.serial,
              mac: fields.addresses?.mac ?? [],
              ip: fields.addresses?.ip ?? [],
              hostname: fields.addresses?.hostname ?? [],
              zone: fields.zone?.name,
              siteRef: row.site_ref ?? undefined,
              ownerRef: row.owner_ref ?? undefined,
              criticality: fields.criticality,
              exposure: fields.exposure,
              riskIndex: row.index ?? undefined,
            },
            criticality: fields.criticality,
            changeWindows: fields.changeWindows ?? [],
            siteTimeZone: row.time_zone ?? undefined,
            plannedTasks: tasks.get(row.entity_ref) ?? [],
          },
        ];
      }),
    );
  }

  async #plannedTasks(
    transaction: Knex.Transaction,
    refs: readonly string[],
  ): Promise<Map<string, WatchedDevice['plannedTasks']>> {
    const query = transaction('task_devices')
      .join('tasks', 'tasks.id', 'task_devices.task_id')
      .whereNotNull('tasks.planned_start')
      .whereNotNull('tasks.planned_end')
      .distinct(
        'task_devices.device_ref',
        'tasks.planned_start',
        'tasks.planned_end',
      );
    whereInValues(query, 'task_devices.device_ref', refs);
    const rows: {
      device_ref: string;
      planned_start: string;
      planned_end: string;
    }[] = await query;
    const tasks = new Map<string, WatchedDevice['plannedTasks']>();
    for (const row of rows) {
      const planned = tasks.get(row.device_ref) ?? [];
      planned.push({ start: row.planned_start, end: row.planned_end });
      tasks.set(row.device_ref, planned);
    }
    return tasks;
  }
}
