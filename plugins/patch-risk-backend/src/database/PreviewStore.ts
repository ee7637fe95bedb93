import type { MatchComponent } from '@patch-risk/match';
import type { Knex } from 'knex';
import { ComponentMatchStore } from './ComponentMatchStore';
import { applyDeviceFilter, type DeviceFilter } from './DeviceFilter';
import { whereInValues } from './whereInValues';

/** What devices agree in that are matched alike. */
export interface PreviewConfiguration {
  vendor?: string;
  model?: string;
  version?: string;
  hardware?: string;
}

/** What a preview tells of a device. */
export interface PreviewDevice extends PreviewConfiguration {
  ref: string;
  title: string;
  ownerRef?: string;
  siteRef?: string;
  /** `YYYY-MM-DD`. */
  endOfSupport?: string;
  /** Ids of its component sets. */
  sets: number[];
}

interface ConfigurationRow {
  vendor: string | null;
  model: string | null;
  firmware_version: string | null;
  hardware_version: string | null;
}

const CHUNK = 250;

function toConfiguration(row: ConfigurationRow): PreviewConfiguration {
  return {
    vendor: row.vendor ?? undefined,
    model: row.model ?? undefined,
    version: row.firmware_version ?? undefined,
    hardware: row.hardware_version ?? undefined,
  };
}

/** Reads what a preview of an advisory needs. */
export class PreviewStore {
  readonly #database: Knex;
  readonly #components: ComponentMatchStore;

  private constructor(database: Knex) {
    this.#database = database;
    this.#components = ComponentMatchStore.create({ database });
  }

  static create(options: { database: Knex }): PreviewStore {
    return new PreviewStore(options.database);
  }

  /** The different configurations of all devices that are there. */
  async configurations(): Promise<PreviewConfiguration[]> {
    const rows: ConfigurationRow[] = await this.#database('devices')
      .whereNull('gone_at')
      .whereNotNull('vendor')
      .whereNotNull('model')
      .distinct('vendor', 'model', 'firmware_version', 'hardware_version');
    return rows.map(toConfiguration);
  }

  /** Components of any of the keys, and the sets that hold them. */
  async components(keys: readonly string[]): Promise<{
    components: MatchComponent[];
    holders: Map<number, number[]>;
  }> {
    const named: { component_id: number }[] = await this.#database(
      'component_keys',
    )
      .whereIn('key', [...keys])
      .distinct('component_id');
    const ids = named.map(row => row.component_id);
    const components: MatchComponent[] = [];
    const holders = new Map<number, number[]>();
    for (let start = 0; start < ids.length; start += CHUNK) {
      const chunk = ids.slice(start, start + CHUNK);
      components.push(...(await this.#components.components(chunk)).components);
      const members: { component_id: number; set_id: number }[] =
        await this.#database('component_set_members')
          .whereIn('component_id', chunk)
          .select('component_id', 'set_id');
      for (const row of members) {
        const known = holders.get(row.component_id);
        if (known) known.push(row.set_id);
        else holders.set(row.component_id, [row.set_id]);
      }
    }
    return { components, holders };
  }

  /** Devices of any of the configurations, or with any of the sets. */
  async devices(options: {
    configurations: readonly PreviewConfiguration[];
    sets: ReadonlySet<number>;
    visible: DeviceFilter | undefined;
  }): Promise<PreviewDevice[]> {
    const { configurations, sets, visible } = options;
    const texts: { component_set_ids: string }[] =
      sets.size === 0
        ? []
        : await this.#database('devices')
            .whereNotNull('component_set_ids')
            .whereNull('gone_at')
            .distinct('component_set_ids');
    const combinations = texts
      .map(row => row.component_set_ids)
      .filter(text => (JSON.parse(text) as number[]).some(id => sets.has(id)));
    const models = [
      ...new Set(configurations.flatMap(({ model }) => model ?? [])),
    ];
    const query = this.#database('devices')
      .select(
        'entity_ref',
        'title',
        'owner_ref',
        'site_ref',
        'vendor',
        'model',
        'firmware_version',
        'hardware_version',
        'component_set_ids',
        'fields',
      )
      .whereNull('devices.gone_at')
      .where(wanted => {
        whereInValues(wanted, 'devices.model', models);
        wanted.orWhere(held =>
          whereInValues(held, 'devices.component_set_ids', combinations),
        );
      })
      .orderBy('entity_ref');
    if (visible) applyDeviceFilter(query, visible);
    const rows: (ConfigurationRow & {
      entity_ref: string;
      title: string;
      owner_ref: string | null;
      site_ref: string | null;
      component_set_ids: string | null;
      fields: string;
    })[] = await query;
    return rows.map(row => ({
      ...toConfiguration(row),
      ref: row.entity_ref,
      title: row.title,
      ownerRef: row.owner_ref ?? undefined,
      siteRef: row.site_ref ?? undefined,
      endOfSupport: row.fields.includes('"endOfSupport"')
        ? JSON.parse(row.fields).endOfSupport
        : undefined,
      sets:
        row.component_set_ids === null ? [] : JSON.parse(row.component_set_ids),
    }));
  }

  /** Titles of owners and sites by ref. */
  async titles(): Promise<{
    owners: Map<string, string>;
    sites: Map<string, string>;
  }> {
    const read = async (table: 'owners' | 'sites') => {
      const rows: { entity_ref: string; title: string }[] =
        await this.#database(table).select('entity_ref', 'title');
      return new Map(rows.map(row => [row.entity_ref, row.title]));
    };
    return { owners: await read('owners'), sites: await read('sites') };
  }
}
