import type { DiscoveryMapping } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';

/** Mappings that people saved, by name. */
export class DiscoveryMappingStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): DiscoveryMappingStore {
    return new DiscoveryMappingStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  async list(): Promise<DiscoveryMapping[]> {
    return (
      await this.#database('discovery_mappings').orderBy('name').select('*')
    ).map(row => ({
      name: row.name,
      kind: row.kind,
      mapping: JSON.parse(row.mapping),
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
    }));
  }

  async get(name: string): Promise<DiscoveryMapping | undefined> {
    return (await this.list()).find(mapping => mapping.name === name);
  }

  async put(mapping: DiscoveryMapping): Promise<void> {
    await this.#database('discovery_mappings')
      .insert({
        name: mapping.name,
        kind: mapping.kind,
        mapping: JSON.stringify(mapping.mapping),
        updated_at: mapping.updatedAt,
        updated_by: mapping.updatedBy,
      })
      .onConflict('name')
      .merge();
  }

  /** @returns whether it was there */
  async remove(name: string): Promise<boolean> {
    return (
      (await this.#database('discovery_mappings').where({ name }).delete()) > 0
    );
  }
}
