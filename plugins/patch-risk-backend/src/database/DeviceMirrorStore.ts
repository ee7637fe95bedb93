import type {
  DeviceFields,
  FieldProblem,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

/** A device as the catalog has it now. */
export interface DeviceMirror {
  entityRef: string;
  uid: string;
  etag: string;
  title: string;
  ownerRef?: string;
  siteRef?: string;
  systemRef?: string;
  fields: DeviceFields;
  problems: FieldProblem[];
}

/** What was kept of a device, to tell whether it changed. */
export interface KnownDevice {
  entityRef: string;
  etag: string;
  title: string;
  ownerRef?: string;
  siteRef?: string;
  systemRef?: string;
  fields: string;
  problems: string;
  lastSeenAt: string;
  missedScans: number;
  isGone: boolean;
}

/** A site with its calendar. */
export interface SiteMirror {
  entityRef: string;
  title: string;
  timeZone?: string;
  holidays?: string;
}

/** An owner of devices. */
export interface OwnerMirror {
  entityRef: string;
  title: string;
  jiraAccountId?: string;
}

interface KnownRow {
  entity_ref: string;
  etag: string;
  title: string;
  owner_ref: string | null;
  site_ref: string | null;
  system_ref: string | null;
  fields: string;
  problems: string;
  last_seen_at: string;
  missed_scans: number;
  gone_at: string | null;
}

const WRITE_CHUNK = 100;

function toColumns(device: DeviceMirror) {
  const { fields } = device;
  return {
    uid: device.uid,
    etag: device.etag,
    title: device.title,
    owner_ref: device.ownerRef ?? null,
    site_ref: device.siteRef ?? null,
    system_ref: device.systemRef ?? null,
    zone: fields.zone?.name ?? null,
    vendor: fields.vendor ?? null,
    model: fields.model ?? null,
    firmware_version: fields.firmwareVersion ?? null,
    hardware_version: fields.hardwareVersion ?? null,
    sbom: fields.sbom ?? null,
    fields: JSON.stringify(fields),
    problems: JSON.stringify(device.problems),
  };
}

/** Writes what the catalog says about devices, their relations, sites and owners. */
export class DeviceMirrorStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): DeviceMirrorStore {
    return new DeviceMirrorStore(options.database);
  }

  /** Known devices of these refs; inside a transaction they are locked where the engine can. */
  async known(
    entityRefs: readonly string[],
    transaction?: Knex.Transaction,
  ): Promise<Map<string, KnownDevice>> {
    const query = (transaction ?? this.#database)('devices')
      .select(
        'entity_ref',
        'etag',
        'title',
        'owner_ref',
        'site_ref',
        'system_ref',
        'fields',
        'problems',
        'last_seen_at',
        'missed_scans',
        'gone_at',
      )
      .orderBy('entity_ref');
    if (transaction) query.forUpdate();
    whereInValues(query, 'entity_ref', entityRefs);
    const rows: KnownRow[] = await query;
    return new Map(
      rows.map(row => [
        row.entity_ref,
        {
          entityRef: row.entity_ref,
          etag: row.etag,
          title: row.title,
          ownerRef: row.owner_ref ?? undefined,
          siteRef: row.site_ref ?? undefined,
          systemRef: row.system_ref ?? undefined,
          fields: row.fields,
          problems: row.problems,
          lastSeenAt: row.last_seen_at,
          missedScans: row.missed_scans,
          isGone: row.gone_at !== null,
        },
      ]),
    );
  }

  /** Inserts devices; one that another process inserted meanwhile stays. Returns the refs inserted. */
  async insert(
    transaction: Knex.Transaction,
    devices: readonly DeviceMirror[],
    at: string,
  ): Promise<string[]> {
    const inserted: string[] = [];
    for (let start = 0; start < devices.length; start += WRITE_CHUNK) {
      const rows: { entity_ref: string }[] = await transaction('devices')
        .insert(
          devices.slice(start, start + WRITE_CHUNK).map(device => ({
            entity_ref: device.entityRef,
            ...toColumns(device),
            first_seen_at: at,
            last_seen_at: at,
            changed_at: at,
            missed_scans: 0,
          })),
        )
        .onConflict('entity_ref')
        .ignore()
        .returning('entity_ref');
      inserted.push(...rows.map(row => row.entity_ref));
    }
    return inserted;
  }

  /** Overwrites known devices; each is there again from now on. */
  async update(
    transaction: Knex.Transaction,
    devices: readonly DeviceMirror[],
    at: string,
  ): Promise<void> {
    for (const device of devices) {
      await transaction('devices')
        .where('entity_ref', device.entityRef)
        .update({
          ...toColumns(device),
          last_seen_at: at,
          changed_at: at,
          missed_scans: 0,
          gone_at: null,
        });
    }
  }

  /** Notes that unchanged devices were seen. */
  async touch(
    transaction: Knex.Transaction,
    entityRefs: readonly string[],
    at: string,
  ): Promise<void> {
    const query = transaction('devices').update({
      last_seen_at: at,
      missed_scans: 0,
    });
    whereInValues(query, 'entity_ref', entityRefs);
    await query;
  }

  /** Keeps the etags of devices of which nothing else changed. */
  async setEtags(
    transaction: Knex.Transaction,
    devices: readonly { entityRef: string; etag: string }[],
  ): Promise<void> {
    for (const { entityRef, etag } of devices) {
      await transaction('devices')
        .where('entity_ref', entityRef)
        .update({ etag });
    }
  }

  /** Entities that roll devices up, sorted, by device. */
  async relations(
    entityRefs: readonly string[],
  ): Promise<Map<string, string[]>> {
    const query = this.#database('device_relations')
      .select('device_ref', 'target_ref')
      .orderBy('device_ref')
      .orderBy('target_ref');
    whereInValues(query, 'device_ref', entityRefs);
    const relations = new Map<string, string[]>();
    const rows: { device_ref: string; target_ref: string }[] = await query;
    for (const row of rows) {
      const targets = relations.get(row.device_ref);
      if (targets) targets.push(row.target_ref);
      else relations.set(row.device_ref, [row.target_ref]);
    }
    for (const targets of relations.values()) targets.sort();
    return relations;
  }

  /** Replaces the entities that roll devices up. */
  async setRelations(
    transaction: Knex.Transaction,
    relations: ReadonlyMap<string, readonly string[]>,
  ): Promise<void> {
    const removal = transaction('device_relations').delete();
    whereInValues(removal, 'device_ref', [...relations.keys()]);
    await removal;
    const rows = [...relations].flatMap(([device, targets]) =>
      targets.map(target => ({ device_ref: device, target_ref: target })),
    );
    for (let start = 0; start < rows.length; start += WRITE_CHUNK) {
      await transaction('device_relations')
        .insert(rows.slice(start, start + WRITE_CHUNK))
        .onConflict(['device_ref', 'target_ref'])
        .ignore();
    }
  }

  /** A page of the devices that are there, by ref. */
  async presentRefs(options: {
    after: string;
    limit: number;
  }): Promise<string[]> {
    const rows: { entity_ref: string }[] = await this.#database('devices')
      .select('entity_ref')
      .whereNull('gone_at')
      .where('entity_ref', '>', options.after)
      .orderBy('entity_ref')
      .limit(options.limit);
    return rows.map(row => row.entity_ref);
  }

  /** Counts a missed scan; returns the refs of devices that are gone with it. */
  async miss(
    transaction: Knex.Transaction,
    entityRefs: readonly string[],
    options: { at: string; goneAfter: number },
  ): Promise<string[]> {
    const known = await this.known(entityRefs, transaction);
    const gone: string[] = [];
    for (const device of known.values()) {
      if (device.isGone) continue;
      const missed = device.missedScans + 1;
      const isGone = missed >= options.goneAfter;
      if (isGone) gone.push(device.entityRef);
      await transaction('devices')
        .where('entity_ref', device.entityRef)
        .update({
          missed_scans: missed,
          ...(isGone && { gone_at: options.at, changed_at: options.at }),
        });
    }
    return gone;
  }
}
