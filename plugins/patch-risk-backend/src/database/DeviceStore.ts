import type {
  DeviceFields,
  FieldProblem,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

/** Whether advisories name the device's product, and whether its version can be compared. */
export type MatchState = 'matched' | 'no-product' | 'no-version';

/** A device as mirrored from the catalog. */
export interface DeviceRecord {
  entityRef: string;
  uid: string;
  title: string;
  ownerRef?: string;
  siteRef?: string;
  systemRef?: string;
  fields: DeviceFields;
  problems: FieldProblem[];
  firstSeenAt: string;
  lastSeenAt: string;
  changedAt: string;
  goneAt?: string;
  matchState?: MatchState;
  matchReason?: string;
}

/** What of a device decides which advisories concern it. */
export interface MatchableDevice {
  entityRef: string;
  vendor?: string;
  model?: string;
  firmwareVersion?: string;
  hardwareVersion?: string;
  /** Sorted ids of its component sets as JSON. */
  componentSetIds?: string;
  isGone: boolean;
  matchState?: MatchState;
  matchReason?: string;
}

interface DeviceRow {
  entity_ref: string;
  uid: string;
  title: string;
  owner_ref: string | null;
  site_ref: string | null;
  system_ref: string | null;
  vendor: string | null;
  model: string | null;
  firmware_version: string | null;
  hardware_version: string | null;
  component_set_ids: string | null;
  fields: string;
  problems: string;
  first_seen_at: string;
  last_seen_at: string;
  changed_at: string;
  gone_at: string | null;
  match_state: MatchState | null;
  match_reason: string | null;
}

function toRecord(row: DeviceRow): DeviceRecord {
  return {
    entityRef: row.entity_ref,
    uid: row.uid,
    title: row.title,
    ownerRef: row.owner_ref ?? undefined,
    siteRef: row.site_ref ?? undefined,
    systemRef: row.system_ref ?? undefined,
    fields: JSON.parse(row.fields),
    problems: JSON.parse(row.problems),
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    changedAt: row.changed_at,
    goneAt: row.gone_at ?? undefined,
    matchState: row.match_state ?? undefined,
    matchReason: row.match_reason ?? undefined,
  };
}

function toMatchable(row: MatchableRow): MatchableDevice {
  return {
    entityRef: row.entity_ref,
    vendor: row.vendor ?? undefined,
    model: row.model ?? undefined,
    firmwareVersion: row.firmware_version ?? undefined,
    hardwareVersion: row.hardware_version ?? undefined,
    componentSetIds: row.component_set_ids ?? undefined,
    isGone: row.gone_at !== null,
    matchState: row.match_state ?? undefined,
    matchReason: row.match_reason ?? undefined,
  };
}

type MatchableRow = Pick<DeviceRow, (typeof MATCHABLE_COLUMNS)[number]>;

const MATCHABLE_COLUMNS = [
  'entity_ref',
  'vendor',
  'model',
  'firmware_version',
  'hardware_version',
  'component_set_ids',
  'gone_at',
  'match_state',
  'match_reason',
] as const;

/** Reads devices, and keeps how they stand to advisories; `DeviceMirrorStore` writes what the catalog says. */
export class DeviceStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): DeviceStore {
    return new DeviceStore(options.database);
  }

  /** The device, also when it is gone; undefined when it was never seen. */
  async get(entityRef: string): Promise<DeviceRecord | undefined> {
    const row = await this.#database<DeviceRow>('devices')
      .where('entity_ref', entityRef)
      .first();
    return row && toRecord(row);
  }

  /** A page of devices by entity ref; the cursor is the ref of the last device of the page before. */
  async list(options: {
    limit: number;
    cursor?: string;
    includeGone?: boolean;
  }): Promise<{ items: DeviceRecord[]; nextCursor?: string }> {
    const query = this.#database<DeviceRow>('devices')
      .select('*')
      .orderBy('entity_ref')
      .limit(options.limit + 1);
    if (!options.includeGone) query.whereNull('gone_at');
    if (options.cursor !== undefined) {
      query.where('entity_ref', '>', options.cursor);
    }
    const rows: DeviceRow[] = await query;
    const items = rows.slice(0, options.limit).map(toRecord);
    return {
      items,
      nextCursor:
        rows.length > options.limit
          ? items[items.length - 1].entityRef
          : undefined,
    };
  }

  /**
   * What matching needs of devices: of all that are there or have open findings, or of those that
   * changed since an instant.
   */
  async listMatchable(options: {
    changedSince?: string;
  }): Promise<MatchableDevice[]> {
    const query = this.#database<DeviceRow>('devices')
      .select(...MATCHABLE_COLUMNS)
      .orderBy('entity_ref');
    if (options.changedSince !== undefined) {
      query.where('changed_at', '>=', options.changedSince);
    } else {
      query.where(wanted =>
        wanted
          .whereNull('gone_at')
          .orWhereIn('entity_ref', open =>
            open.select('device_ref').from('findings').whereNull('closed_at'),
          ),
      );
    }
    const rows: MatchableRow[] = await query;
    return rows.map(toMatchable);
  }

  /** A page of what the catalog says of devices, by ref: of all, or of those that changed since an instant. */
  async listFields(options: {
    after: string;
    limit: number;
    changedSince?: string;
  }): Promise<{ ref: string; fields: DeviceFields; isGone: boolean }[]> {
    const query = this.#database<DeviceRow>('devices')
      .select('entity_ref', 'fields', 'gone_at')
      .where('entity_ref', '>', options.after)
      .orderBy('entity_ref')
      .limit(options.limit);
    if (options.changedSince !== undefined) {
      query.where('changed_at', '>=', options.changedSince);
    }
    const rows: Pick<DeviceRow, 'entity_ref' | 'fields' | 'gone_at'>[] =
      await query;
    return rows.map(row => ({
      ref: row.entity_ref,
      fields: JSON.parse(row.fields),
      isGone: row.gone_at !== null,
    }));
  }

  /** The same devices as they are now, locked until the transaction ends where the engine can. */
  async lockMatchable(
    transaction: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<MatchableDevice[]> {
    const query = transaction<DeviceRow>('devices')
      .select(...MATCHABLE_COLUMNS)
      .orderBy('entity_ref')
      .forUpdate();
    whereInValues(query, 'entity_ref', entityRefs);
    const rows: MatchableRow[] = await query;
    return rows.map(toMatchable);
  }

  /** Keeps how devices stand to the advisories. */
  async setMatchState(
    transaction: Knex.Transaction,
    options: {
      entityRefs: readonly string[];
      state: MatchState;
      reason: string;
    },
  ): Promise<void> {
    const query = transaction('devices').update({
      match_state: options.state,
      match_reason: options.reason,
    });
    whereInValues(query, 'entity_ref', options.entityRefs);
    await query;
  }
}
