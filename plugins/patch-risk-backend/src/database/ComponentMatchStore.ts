import type {
  AdviceSource,
  ComponentRow,
  MatchComponent,
} from '@patch-risk/match';
import type { FindingStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

/** A row of an advisory that may name a component. */
export interface ComponentSourceRow extends ComponentRow {
  advisoryId: string;
  cve: string;
  vendor: string;
  status: FindingStatus;
  source: AdviceSource;
}

const KEY_COLUMNS = ['cpe_key', 'purl_key', 'name_key'] as const;
const CHUNK = 500;

/** Reads what matching components with advisories needs. */
export class ComponentMatchStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): ComponentMatchStore {
    return new ComponentMatchStore(options.database);
  }

  /** Components that advisories name, of all advisories or of those given. */
  async named(advisoryIds?: readonly string[]): Promise<Set<number>> {
    const found = new Set<number>();
    for (const column of KEY_COLUMNS) {
      const keys = this.#database('advisory_products')
        .whereNotNull(column)
        .select(column);
      if (advisoryIds) whereInValues(keys, 'advisory_id', advisoryIds);
      const rows: { component_id: number }[] = await this.#database(
        'component_keys',
      )
        .whereIn('key', keys)
        .distinct('component_id');
      for (const row of rows) found.add(row.component_id);
    }
    return found;
  }

  /** Sets that hold any of the components. */
  async setsWith(componentIds: Iterable<number>): Promise<Set<number>> {
    const ids = [...componentIds];
    const sets = new Set<number>();
    for (let start = 0; start < ids.length; start += CHUNK) {
      const rows: { set_id: number }[] = await this.#database(
        'component_set_members',
      )
        .whereIn('component_id', ids.slice(start, start + CHUNK))
        .distinct('set_id');
      for (const row of rows) sets.add(row.set_id);
    }
    return sets;
  }

  /** Ids of the components of a set. */
  async members(setId: number): Promise<number[]> {
    const rows: { component_id: number }[] = await this.#database(
      'component_set_members',
    )
      .where({ set_id: setId })
      .select('component_id');
    return rows.map(row => row.component_id);
  }

  /** Components with the texts under which advisories may name them. */
  async components(
    ids: readonly number[],
  ): Promise<{ components: MatchComponent[]; keys: string[] }> {
    const rows: {
      id: number;
      name: string;
      component_group: string | null;
      version: string | null;
      cpe: string | null;
      purl: string | null;
    }[] = await this.#database('components')
      .whereIn('id', [...ids])
      .select('id', 'name', 'component_group', 'version', 'cpe', 'purl');
    const keys: { key: string }[] = await this.#database('component_keys')
      .whereIn('component_id', [...ids])
      .distinct('key');
    return {
      components: rows.map(row => ({
        id: row.id,
        name: row.name,
        group: row.component_group ?? undefined,
        version: row.version ?? undefined,
        cpe: row.cpe ?? undefined,
        purl: row.purl ?? undefined,
      })),
      keys: keys.map(({ key }) => key),
    };
  }

  /** Rows of advisories that name their product by any of the keys. */
  async rows(keys: readonly string[]): Promise<ComponentSourceRow[]> {
    const byId = new Map<number, ComponentSourceRow>();
    for (const column of KEY_COLUMNS) {
      const query = this.#database('advisory_products').select(
        'id',
        'advisory_id',
        'cve',
        'vendor',
        'version_range',
        'status',
        'source',
        'cpe',
        'purl',
        'component_name',
      );
      whereInValues(query, column, keys);
      const rows: {
        id: number | string;
        advisory_id: string;
        cve: string;
        vendor: string;
        version_range: string | null;
        status: FindingStatus;
        source: AdviceSource;
        cpe: string | null;
        purl: string | null;
        component_name: string | null;
      }[] = await query;
      for (const row of rows) {
        byId.set(Number(row.id), {
          id: Number(row.id),
          advisoryId: row.advisory_id,
          cve: row.cve,
          vendor: row.vendor,
          range: row.version_range ?? undefined,
          status: row.status,
          source: row.source,
          cpe: row.cpe ?? undefined,
          purl: row.purl ?? undefined,
          componentName: row.component_name ?? undefined,
        });
      }
    }
    return [...byId.values()];
  }
}
