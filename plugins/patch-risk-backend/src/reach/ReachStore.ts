import type { Exposure } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { whereInValues } from '../database/whereInValues';
import type { ReachEvidence } from './ReachEvidence';
import type { ReachPath } from './ReachPath';

/** What the network shows of a device, as it is kept. */
export interface StoredReach {
  deviceRef: string;
  zone?: string;
  derivedExposure?: Exposure;
  evidence: ReachEvidence[];
  paths: ReachPath[];
  evaluatedAt: string;
}

interface ReachRow {
  device_ref: string;
  zone: string | null;
  derived_exposure: Exposure | null;
  evidence: string;
  paths: string;
  evaluated_at: string;
}

const CHUNK = 100;

/** Keeps what the network shows of devices, and what that rested on. */
export class ReachStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): ReachStore {
    return new ReachStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  async of(refs: readonly string[]): Promise<Map<string, StoredReach>> {
    const query = this.#database<ReachRow>('reach_devices').select('*');
    whereInValues(query, 'device_ref', refs);
    const rows: ReachRow[] = await query;
    return new Map(
      rows.map(row => [
        row.device_ref,
        {
          deviceRef: row.device_ref,
          zone: row.zone ?? undefined,
          derivedExposure: row.derived_exposure ?? undefined,
          evidence: JSON.parse(row.evidence),
          paths: JSON.parse(row.paths),
          evaluatedAt: row.evaluated_at,
        },
      ]),
    );
  }

  async write(
    transaction: Knex.Transaction,
    devices: readonly StoredReach[],
  ): Promise<void> {
    for (let start = 0; start < devices.length; start += CHUNK) {
      await transaction('reach_devices')
        .insert(
          devices.slice(start, start + CHUNK).map(
            (device): ReachRow => ({
              device_ref: device.deviceRef,
              zone: device.zone ?? null,
              derived_exposure: device.derivedExposure ?? null,
              evidence: JSON.stringify(device.evidence),
              paths: JSON.stringify(device.paths),
              evaluated_at: device.evaluatedAt,
            }),
          ),
        )
        .onConflict('device_ref')
        .merge();
    }
  }

  /** Forgets devices that are gone. */
  async removeGone(): Promise<void> {
    for (const table of ['reach_devices', 'reach_flows']) {
      await this.#database(table)
        .whereNotIn('device_ref', there =>
          there.select('entity_ref').from('devices').whereNull('gone_at'),
        )
        .delete();
    }
  }

  /** A text that an earlier run left; undefined where none did. */
  async state(name: string): Promise<string | undefined> {
    const row: { value: string } | undefined = await this.#database(
      'reach_state',
    )
      .where({ name })
      .first('value');
    return row?.value;
  }

  async keepState(name: string, value: string): Promise<void> {
    await this.#database('reach_state')
      .insert({ name, value })
      .onConflict('name')
      .merge();
  }

  /** Devices that are there. */
  async deviceCount(): Promise<number> {
    const row = await this.#database('devices')
      .whereNull('gone_at')
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  /** Changes whenever a device does. */
  async devicesMark(): Promise<string> {
    const row = await this.#database('devices')
      .whereNull('gone_at')
      .max({ newest: 'changed_at' })
      .count({ count: '*' })
      .first();
    return `${row?.newest ?? ''} ${row?.count ?? 0}`;
  }
}
