import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

/** What of a device decides which component sets it has. */
export interface ComponentDevice {
  ref: string;
  vendor?: string;
  model?: string;
  firmwareVersion?: string;
  sbom?: string;
  isGone: boolean;
  /** Sorted ids as JSON. */
  setIds?: string;
}

/** Which component sets devices have. */
export class DeviceComponentStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): DeviceComponentStore {
    return new DeviceComponentStore(options.database);
  }

  /** A page of devices by ref. */
  async page(options: {
    after: string;
    limit: number;
  }): Promise<ComponentDevice[]> {
    const rows: {
      entity_ref: string;
      vendor: string | null;
      model: string | null;
      firmware_version: string | null;
      sbom: string | null;
      gone_at: string | null;
      component_set_ids: string | null;
    }[] = await this.#database('devices')
      .select(
        'entity_ref',
        'vendor',
        'model',
        'firmware_version',
        'sbom',
        'gone_at',
        'component_set_ids',
      )
      .where('entity_ref', '>', options.after)
      .orderBy('entity_ref')
      .limit(options.limit);
    return rows.map(row => ({
      ref: row.entity_ref,
      vendor: row.vendor ?? undefined,
      model: row.model ?? undefined,
      firmwareVersion: row.firmware_version ?? undefined,
      sbom: row.sbom ?? undefined,
      isGone: row.gone_at !== null,
      setIds: row.component_set_ids ?? undefined,
    }));
  }

  /** Gives devices other sets, so that they are matched again. */
  async assign(
    transaction: Knex,
    options: { refs: readonly string[]; setIds?: string; at: string },
  ): Promise<void> {
    const query = transaction('devices').update({
      component_set_ids: options.setIds ?? null,
      changed_at: options.at,
    });
    whereInValues(query, 'entity_ref', options.refs);
    await query;
  }
}
