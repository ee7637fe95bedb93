import type { Knex } from 'knex';
import { z } from 'zod';

const cursorSchema = z.object({
  /** What the cursor was made with; another configuration or mapping begins anew. */
  made: z.string(),
  /** Size and time of change of each file that was read, by name. */
  files: z.record(z.string(), z.string()),
  version: z
    .object({
      etag: z.string().optional(),
      lastModified: z.string().optional(),
    })
    .optional(),
});

/** How far a source has been read. */
export type SourceCursor = z.infer<typeof cursorSchema>;

/** How the last reading of a source went. */
export interface SourceState {
  cursor?: SourceCursor;
  state: 'never' | 'running' | 'ok' | 'failed';
  lastReadAt?: string;
  filesRead: number;
  filesSkipped: number;
  error?: string;
}

/** Cursors of configured sources. */
export class DiscoverySourceStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): DiscoverySourceStore {
    return new DiscoverySourceStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  async get(id: string): Promise<SourceState> {
    const row = await this.#database('discovery_sources').where({ id }).first();
    if (!row) return { state: 'never', filesRead: 0, filesSkipped: 0 };
    return {
      cursor: cursorSchema.safeParse(JSON.parse(row.cursor)).data,
      state: row.state,
      lastReadAt: row.last_read_at ?? undefined,
      filesRead: row.files_read,
      filesSkipped: row.files_skipped,
      error: row.error ?? undefined,
    };
  }

  async put(id: string, state: SourceState): Promise<void> {
    await this.#database('discovery_sources')
      .insert({
        id,
        cursor: JSON.stringify(state.cursor ?? {}),
        state: state.state,
        last_read_at: state.lastReadAt ?? null,
        files_read: state.filesRead,
        files_skipped: state.filesSkipped,
        error: state.error ?? null,
      })
      .onConflict('id')
      .merge();
  }
}
