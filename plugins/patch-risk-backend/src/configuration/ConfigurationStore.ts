import { randomBytes, randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { MaskedConfiguration } from './maskConfiguration';

/** A snapshot without its content. */
export interface StoredSnapshot {
  id: string;
  deviceRef: string;
  takenAt: string;
  lastSeenAt: string;
  source: 'http' | 'directory';
  sender: string;
  format: 'json' | 'text';
  contentHash: string;
  lineCount: number;
  maskedCount: number;
}

/** An approval that is in force. */
export interface StoredBaseline {
  id: number;
  snapshotId: string;
  approvedBy: string;
  approvedAt: string;
  reason: string;
}

/** How the newest snapshot of a device differs from its baseline. */
export interface StoredDrift {
  snapshotId: string;
  added: number;
  removed: number;
  change: 'inside' | 'outside';
  evidence: string;
  since: string;
}

/** Approvals kept for a device, in force or not. */
const KEPT_APPROVALS = 10;
const KEY = 'digest';

const COLUMNS = [
  'id',
  'device_ref',
  'taken_at',
  'last_seen_at',
  'source',
  'sender',
  'format',
  'content_hash',
  'line_count',
  'masked_count',
];

function toSnapshot(row: Record<string, any>): StoredSnapshot {
  return {
    id: row.id,
    deviceRef: row.device_ref,
    takenAt: row.taken_at,
    lastSeenAt: row.last_seen_at,
    source: row.source,
    sender: row.sender,
    format: row.format,
    contentHash: row.content_hash,
    lineCount: row.line_count,
    maskedCount: row.masked_count,
  };
}

/** Keeps snapshots, approvals and drift. */
export class ConfigurationStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): ConfigurationStore {
    return new ConfigurationStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** The key of digests that was made for this installation. */
  async digestKey(): Promise<string> {
    await this.#database('configuration_keys')
      .insert({ name: KEY, value: randomBytes(32).toString('hex') })
      .onConflict('name')
      .ignore();
    const row = await this.#database('configuration_keys')
      .where({ name: KEY })
      .first('value');
    return row.value;
  }

  /** Locks a device until the transaction ends, where the engine can. @returns false where there is none */
  async lock(transaction: Knex.Transaction, ref: string): Promise<boolean> {
    const row = await transaction('devices')
      .where('entity_ref', ref)
      .whereNull('gone_at')
      .forUpdate()
      .first('entity_ref');
    return row !== undefined;
  }

  /** Snapshots of a device without their content, the newest first. */
  async snapshots(
    ref: string,
    database: Knex = this.#database,
  ): Promise<StoredSnapshot[]> {
    const rows = await database('configuration_snapshots')
      .where('device_ref', ref)
      .orderBy([
        { column: 'taken_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .select(COLUMNS);
    return rows.map(toSnapshot);
  }

  /** Content of a snapshot of a device; undefined where it has no such one. */
  async content(ref: string, id: string): Promise<string | undefined> {
    const row = await this.#database('configuration_snapshots')
      .where({ id, device_ref: ref })
      .first('content');
    return row?.content;
  }

  async insert(
    transaction: Knex.Transaction,
    options: Pick<
      StoredSnapshot,
      'deviceRef' | 'takenAt' | 'source' | 'sender' | 'format'
    > & { masked: MaskedConfiguration },
  ): Promise<string> {
    const id = randomUUID();
    await transaction('configuration_snapshots').insert({
      id,
      device_ref: options.deviceRef,
      taken_at: options.takenAt,
      last_seen_at: options.takenAt,
      source: options.source,
      sender: options.sender,
      format: options.format,
      content: options.masked.content,
      content_hash: options.masked.contentHash,
      line_count: options.masked.lineCount,
      masked_count: options.masked.maskedCount,
    });
    return id;
  }

  async touch(
    transaction: Knex.Transaction,
    id: string,
    at: string,
  ): Promise<void> {
    await transaction('configuration_snapshots')
      .where({ id })
      .update({ last_seen_at: at });
  }

  /** Deletes the oldest snapshots of a device that are no baseline. */
  async prune(
    transaction: Knex.Transaction,
    ref: string,
    keep: number,
  ): Promise<void> {
    const baselines = await this.baselines(ref, transaction);
    const kept = new Set(baselines.map(({ snapshotId }) => snapshotId));
    const old = (await this.snapshots(ref, transaction))
      .slice(keep)
      .filter(({ id }) => !kept.has(id));
    for (const { id } of old) {
      await transaction('configuration_snapshots').where({ id }).delete();
    }
  }

  /** Approvals that are in force, the newest first: it is the baseline. */
  async baselines(
    ref: string,
    database: Knex = this.#database,
  ): Promise<StoredBaseline[]> {
    const rows = await database('configuration_baselines')
      .where('device_ref', ref)
      .whereNull('withdrawn_at')
      .orderBy('id', 'desc')
      .limit(KEPT_APPROVALS)
      .select('*');
    return rows.map(row => ({
      id: Number(row.id),
      snapshotId: row.snapshot_id,
      approvedBy: row.approved_by,
      approvedAt: row.approved_at,
      reason: row.reason,
    }));
  }

  async approve(
    transaction: Knex.Transaction,
    options: Omit<StoredBaseline, 'id'> & { deviceRef: string },
  ): Promise<void> {
    await transaction('configuration_baselines').insert({
      device_ref: options.deviceRef,
      snapshot_id: options.snapshotId,
      approved_by: options.approvedBy,
      approved_at: options.approvedAt,
      reason: options.reason,
    });
    const old = await transaction('configuration_baselines')
      .where('device_ref', options.deviceRef)
      .orderBy('id', 'desc')
      .offset(KEPT_APPROVALS)
      .limit(1_000)
      .select('id');
    await transaction('configuration_baselines')
      .whereIn(
        'id',
        old.map(({ id }) => id),
      )
      .delete();
  }

  async withdraw(
    transaction: Knex.Transaction,
    id: number,
    options: { by: string; at: string },
  ): Promise<void> {
    await transaction('configuration_baselines').where({ id }).update({
      withdrawn_by: options.by,
      withdrawn_at: options.at,
    });
  }

  async drift(
    ref: string,
    database: Knex = this.#database,
  ): Promise<StoredDrift | undefined> {
    const row = await database('configuration_drift')
      .where('device_ref', ref)
      .first();
    return (
      row && {
        snapshotId: row.snapshot_id,
        added: row.added,
        removed: row.removed,
        change: row.change,
        evidence: row.evidence,
        since: row.since,
      }
    );
  }

  async setDrift(
    transaction: Knex.Transaction,
    ref: string,
    drift: StoredDrift | undefined,
  ): Promise<void> {
    if (!drift) {
      await transaction('configuration_drift')
        .where('device_ref', ref)
        .delete();
      return;
    }
    await transaction('configuration_drift')
      .insert({
        device_ref: ref,
        snapshot_id: drift.snapshotId,
        added: drift.added,
        removed: drift.removed,
        change: drift.change,
        evidence: drift.evidence,
        since: drift.since,
      })
      .onConflict('device_ref')
      .merge();
  }
}
