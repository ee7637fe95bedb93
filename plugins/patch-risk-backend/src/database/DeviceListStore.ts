import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { UNASSESSED_SORT_KEY } from '../assessment/sortKey';
import { decodeCursor, encodeCursor } from './cursor';
import { applyDeviceFilter, type DeviceFilter } from './DeviceFilter';

/** What a list of devices is narrowed to. */
export interface DeviceListQuery {
  /** The devices that the caller may see; `undefined` means all. */
  visible: DeviceFilter | undefined;
  text?: string;
  owner?: string;
  site?: string;
  zone?: string;
  vendor?: string;
  band?: RiskBand | 'not_assessed';
  exploited?: boolean;
  /** Entity ref of a group, system, component or site that the devices belong to. */
  relatedTo?: string;
}

/** Values of a filter with the count of devices. */
export type Facet = { value: string; count: number }[];

const facetColumns = {
  owner: 'devices.owner_ref',
  site: 'devices.site_ref',
  zone: 'devices.zone',
  vendor: 'devices.vendor',
  band: 'assessments.band',
} as const;

function escapeLike(text: string): string {
  return text.toLowerCase().replace(/[\\%_]/g, match => `\\${match}`);
}

/** Finds devices by risk; knows their refs and order, not what is told of them. */
export class DeviceListStore {
  readonly #database: Knex;

  static create(options: { database: Knex }) {
    return new DeviceListStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** Refs of a page of devices, highest risk first, with the cursor of the next page. */
  async page(
    query: DeviceListQuery,
    options: { limit: number; cursor?: string },
  ): Promise<{ refs: string[]; nextCursor?: string; totalItems: number }> {
    const sortKey = this.#database.raw('coalesce(assessments.sort_key, ?)', [
      UNASSESSED_SORT_KEY,
    ]);
    const rows = this.#select(query)
      .select({ entityRef: 'devices.entity_ref', sortKey })
      .orderBy('sortKey', 'desc')
      .orderBy('devices.entity_ref', 'asc')
      .limit(options.limit + 1);
    if (options.cursor !== undefined) {
      const [key, entityRef] = decodeCursor(options.cursor);
      rows.where(after =>
        after
          .where(sortKey, '<', key)
          .orWhere(same =>
            same
              .where(sortKey, '=', key)
              .andWhere('devices.entity_ref', '>', entityRef),
          ),
      );
    }
    const [found, totalItems] = await Promise.all([rows, this.count(query)]);
    const page: { entityRef: string; sortKey: number }[] = found.slice(
      0,
      options.limit,
    );
    const last = page.at(-1);
    return {
      refs: page.map(row => row.entityRef),
      totalItems,
      ...(found.length > options.limit &&
        last && { nextCursor: encodeCursor([last.sortKey, last.entityRef]) }),
    };
  }

  /** Count of devices. */
  async count(query: DeviceListQuery): Promise<number> {
    const [row] = await this.#select(query).count({
      count: 'devices.entity_ref',
    });
    return Number(row.count);
  }

  /** Whether the device is among those of the query. */
  async contains(query: DeviceListQuery, entityRef: string): Promise<boolean> {
    const row = await this.#select(query)
      .where('devices.entity_ref', entityRef)
      .first('devices.entity_ref');
    return row !== undefined;
  }

  /** Refs of all devices. */
  async refs(query: DeviceListQuery): Promise<string[]> {
    const rows = await this.#select(query).select('devices.entity_ref');
    return rows.map((row: { entity_ref: string }) => row.entity_ref);
  }

  /** Values of each filter, most frequent first. */
  async facets(
    query: Pick<DeviceListQuery, 'visible' | 'relatedTo'>,
  ): Promise<Record<keyof typeof facetColumns, Facet>> {
    const facet = async (column: string): Promise<Facet> => {
      const rows = await this.#select(query)
        .select({ value: column })
        .count({ count: 'devices.entity_ref' })
        .groupBy(column)
        .orderBy('count', 'desc')
        .limit(500);
      return rows.map((row: { value: string | null; count: number }) => ({
        value: row.value ?? '',
        count: Number(row.count),
      }));
    };
    const [owner, site, zone, vendor, band] = await Promise.all(
      Object.values(facetColumns).map(facet),
    );
    const known = (values: Facet) => values.filter(({ value }) => value !== '');
    return {
      owner: known(owner),
      site: known(site),
      zone: known(zone),
      vendor: known(vendor),
      band: band.map(({ value, count }) => ({
        value: value === '' ? 'not_assessed' : value,
        count,
      })),
    };
  }

  #select(query: DeviceListQuery): Knex.QueryBuilder {
    const select = this.#database('devices')
      .leftJoin('assessments', 'assessments.device_ref', 'devices.entity_ref')
      .whereNull('devices.gone_at');
    if (query.visible) {
      applyDeviceFilter(select, query.visible);
    }
    if (query.owner) {
      select.where('devices.owner_ref', query.owner);
    }
    if (query.site) {
      select.where('devices.site_ref', query.site);
    }
    if (query.zone) {
      select.where('devices.zone', query.zone);
    }
    if (query.vendor) {
      select.where('devices.vendor', query.vendor);
    }
    if (query.band === 'not_assessed') {
      select.whereNull('assessments.band');
    } else if (query.band) {
      select.where('assessments.band', query.band);
    }
    if (query.exploited) {
      select.where('assessments.exploited_count', '>', 0);
    }
    if (query.relatedTo) {
      const target = query.relatedTo;
      select.whereIn('devices.entity_ref', related =>
        related
          .select('device_ref')
          .from('device_relations')
          .where('target_ref', target),
      );
    }
    if (query.text) {
      const pattern = `%${escapeLike(query.text)}%`;
      select.where(anywhere => {
        for (const column of ['entity_ref', 'title', 'vendor', 'model']) {
          anywhere.orWhereRaw(`lower(??) like ? escape '\\'`, [
            `devices.${column}`,
            pattern,
          ]);
        }
      });
    }
    return select;
  }
}
