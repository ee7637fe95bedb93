import type { Knex } from 'knex';
import type { OwnerMirror, SiteMirror } from './DeviceMirrorStore';

const CHUNK = 100;

/** Tables whose rows mirror catalog entities beside devices. */
type MirrorTable = 'sites' | 'owners';

/** Keeps sites and owners as the catalog has them; writes only what differs. */
export class CatalogMirrorStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): CatalogMirrorStore {
    return new CatalogMirrorStore(options.database);
  }

  /** Writes the sites that are new or differ. */
  async saveSites(sites: readonly SiteMirror[], at: string): Promise<void> {
    await this.#save(
      'sites',
      sites.map(site => ({
        entity_ref: site.entityRef,
        title: site.title,
        time_zone: site.timeZone ?? null,
        holidays: site.holidays ?? null,
      })),
      at,
    );
  }

  /** Writes the owners that are new or differ. */
  async saveOwners(owners: readonly OwnerMirror[], at: string): Promise<void> {
    await this.#save(
      'owners',
      owners.map(owner => ({
        entity_ref: owner.entityRef,
        title: owner.title,
        jira_account_id: owner.jiraAccountId ?? null,
      })),
      at,
    );
  }

  async #save(
    table: MirrorTable,
    rows: readonly (Record<string, string | null> & { entity_ref: string })[],
    at: string,
  ): Promise<void> {
    for (let start = 0; start < rows.length; start += CHUNK) {
      const chunk = rows.slice(start, start + CHUNK);
      const stored: Record<string, string | null>[] = await this.#database(
        table,
      )
        .select('*')
        .whereIn(
          'entity_ref',
          chunk.map(row => row.entity_ref),
        );
      const byRef = new Map(stored.map(row => [row.entity_ref, row]));
      const changed = chunk.filter(row => {
        const known = byRef.get(row.entity_ref);
        return Object.entries(row).some(
          ([column, value]) => known?.[column] !== value,
        );
      });
      if (changed.length > 0) {
        await this.#database(table)
          .insert(changed.map(row => ({ ...row, last_seen_at: at })))
          .onConflict('entity_ref')
          .merge();
      }
    }
  }
}
