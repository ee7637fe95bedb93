import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

/** A document that a component set was read from. */
export interface ComponentSource {
  /** A URL that devices refer to, a file of a configured directory, or an upload. */
  kind: 'reference' | 'file' | 'upload';
  /** URL, path, or name of the upload. */
  location: string;
  /** `urn:uuid:…` of the document. */
  serial?: string;
  /** What tells that it changed: entity tag, time and size of a file. */
  version?: string;
  fileHash: string;
  setId: number;
  /** Of the firmware that it is for, see `productKey`. */
  productKey?: string;
  /** Instant, ISO 8601 in UTC. */
  readAt: string;
}

interface SourceRow {
  id: string;
  kind: ComponentSource['kind'];
  location: string;
  serial: string | null;
  version: string | null;
  file_hash: string;
  set_id: number;
  product_key: string | null;
  read_at: string;
}

function sourceId(source: Pick<ComponentSource, 'kind' | 'location'>): string {
  return createHash('sha256')
    .update(`${source.kind}|${source.location}`)
    .digest('hex')
    .slice(0, 32);
}

/** Where component sets were read from. */
export class ComponentSourceStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): ComponentSourceStore {
    return new ComponentSourceStore(options.database);
  }

  async list(): Promise<ComponentSource[]> {
    const rows: SourceRow[] = await this.#database('component_sources')
      .select('*')
      .orderBy('id');
    return rows.map(row => ({
      kind: row.kind,
      location: row.location,
      serial: row.serial ?? undefined,
      version: row.version ?? undefined,
      fileHash: row.file_hash,
      setId: row.set_id,
      productKey: row.product_key ?? undefined,
      readAt: row.read_at,
    }));
  }

  async save(transaction: Knex, source: ComponentSource): Promise<void> {
    const row: SourceRow = {
      id: sourceId(source),
      kind: source.kind,
      location: source.location,
      serial: source.serial ?? null,
      version: source.version ?? null,
      file_hash: source.fileHash,
      set_id: source.setId,
      product_key: source.productKey ?? null,
      read_at: source.readAt,
    };
    await transaction('component_sources').insert(row).onConflict('id').merge();
  }

  async remove(
    transaction: Knex,
    sources: readonly Pick<ComponentSource, 'kind' | 'location'>[],
  ): Promise<void> {
    for (const source of sources) {
      await transaction('component_sources')
        .where({ id: sourceId(source) })
        .delete();
    }
  }

  /** What devices that are there refer to as their SBOM. */
  async references(): Promise<string[]> {
    const rows: { sbom: string }[] = await this.#database('devices')
      .whereNull('gone_at')
      .whereNotNull('sbom')
      .distinct('sbom')
      .orderBy('sbom');
    return rows.map(({ sbom }) => sbom);
  }
}
