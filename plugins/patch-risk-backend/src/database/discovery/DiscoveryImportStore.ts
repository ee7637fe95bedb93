import type {
  DiscoveryChange,
  DiscoveryCounts,
  DiscoveryProblem,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../cursor';
import type { ImportRecord } from './ImportRecord';

interface ImportRow {
  id: string;
  kind: ImportRecord['kind'];
  source: string;
  site: string | null;
  mapping: string | null;
  mapping_content: string | null;
  file: string;
  content_hash: string;
  state: ImportRecord['state'];
  preview: boolean | number;
  abort_asked: boolean | number;
  started_by: string;
  created_at: string;
  seen_at: string;
  started_at: string | null;
  alive_at: string | null;
  finished_at: string | null;
  bytes: number | string;
  bytes_read: number | string;
  records_read: number;
  counts: string;
  problems: string;
  error: string | null;
  can_undo: boolean | number;
}

/** What an import has come to. */
export interface ImportProgress {
  bytesRead: number;
  recordsRead: number;
  counts: DiscoveryCounts;
  problems: DiscoveryProblem[];
}

function toRecord(row: ImportRow): ImportRecord {
  return {
    id: row.id,
    kind: row.kind,
    source: row.source,
    site: row.site ?? undefined,
    mapping: row.mapping ?? undefined,
    mappingContent:
      row.mapping_content === null
        ? undefined
        : JSON.parse(row.mapping_content),
    file: row.file,
    contentHash: row.content_hash,
    state: row.state,
    preview: Boolean(row.preview),
    isAbortAsked: Boolean(row.abort_asked),
    startedBy: row.started_by,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    bytes: Number(row.bytes),
    bytesRead: Number(row.bytes_read),
    recordsRead: row.records_read,
    counts: JSON.parse(row.counts),
    problems: JSON.parse(row.problems),
    error: row.error ?? undefined,
    canUndo: Boolean(row.can_undo),
  };
}

const NOTHING: DiscoveryCounts = {
  added: 0,
  changed: 0,
  merged: 0,
  split: 0,
  unchanged: 0,
  problems: 0,
};

const SHOWN_CHANGES = 200;

/** Imports with their progress, their files while these wait, and what they changed. */
export class DiscoveryImportStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): DiscoveryImportStore {
    return new DiscoveryImportStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** @param state - `running` where the file is here and the caller imports it */
  async add(
    record: Omit<
      ImportRecord,
      | 'bytesRead'
      | 'recordsRead'
      | 'counts'
      | 'problems'
      | 'canUndo'
      | 'isAbortAsked'
      | 'state'
    >,
    state: 'queued' | 'running' = 'queued',
  ): Promise<void> {
    await this.#database('discovery_imports').insert({
      id: record.id,
      kind: record.kind,
      source: record.source,
      site: record.site ?? null,
      mapping: record.mapping ?? null,
      mapping_content:
        record.mappingContent === undefined
          ? null
          : JSON.stringify(record.mappingContent),
      file: record.file,
      content_hash: record.contentHash,
      state,
      alive_at: state === 'running' ? record.createdAt : null,
      started_at: state === 'running' ? record.createdAt : null,
      preview: record.preview,
      abort_asked: false,
      started_by: record.startedBy,
      created_at: record.createdAt,
      seen_at: record.seenAt,
      bytes: record.bytes,
      bytes_read: 0,
      records_read: 0,
      counts: JSON.stringify(NOTHING),
      problems: '[]',
      can_undo: false,
    });
  }

  async addPiece(
    importId: string,
    sequence: number,
    bytes: Buffer,
  ): Promise<void> {
    await this.#database('discovery_import_pieces').insert({
      import_id: importId,
      sequence,
      bytes,
    });
  }

  async *pieces(importId: string): AsyncGenerator<Buffer, void, undefined> {
    for (let sequence = 0; ; sequence += 1) {
      const row: { bytes: Buffer } | undefined = await this.#database(
        'discovery_import_pieces',
      )
        .where({ import_id: importId, sequence })
        .first('bytes');
      if (!row) return;
      yield Buffer.from(row.bytes);
    }
  }

  async dropPieces(importId: string): Promise<void> {
    await this.#database('discovery_import_pieces')
      .where({ import_id: importId })
      .delete();
  }

  /** Instant at which the same content of the same source was imported first. */
  async firstSeenAt(contentHash: string): Promise<string | undefined> {
    const row = await this.#database('discovery_imports')
      .where({ content_hash: contentHash, preview: false })
      .whereNot('state', 'undone')
      .orderBy('created_at')
      .first('seen_at');
    return row?.seen_at;
  }

  async get(id: string): Promise<ImportRecord | undefined> {
    const row: ImportRow | undefined = await this.#database<ImportRow>(
      'discovery_imports',
    )
      .where({ id })
      .first();
    return row && toRecord(row);
  }

  /** The newest first. @throws InputError when the cursor is none of ours */
  async list(options: {
    limit: number;
    cursor?: string;
  }): Promise<{ items: ImportRecord[]; nextCursor?: string }> {
    const { limit, cursor } = options;
    const query = this.#database<ImportRow>('discovery_imports')
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    if (cursor !== undefined) {
      const [at, id] = decodeCursor(cursor);
      const createdAt = new Date(at).toISOString();
      query.where(either =>
        either
          .where('created_at', '<', createdAt)
          .orWhere(both =>
            both.where('created_at', createdAt).andWhere('id', '<', id),
          ),
      );
    }
    const rows: ImportRow[] = await query;
    const items = rows.slice(0, limit).map(toRecord);
    const last = items[items.length - 1];
    return {
      items,
      nextCursor:
        rows.length > limit
          ? encodeCursor([Date.parse(last.createdAt), last.id])
          : undefined,
    };
  }

  /** Takes the oldest import that waits; undefined where none does. */
  async claim(at: string): Promise<ImportRecord | undefined> {
    for (;;) {
      const row = await this.#database('discovery_imports')
        .where({ state: 'queued' })
        .orderBy('created_at')
        .first('id');
      if (!row) return undefined;
      const taken = await this.#database('discovery_imports')
        .where({ id: row.id, state: 'queued' })
        .update({ state: 'running', started_at: at, alive_at: at });
      if (taken === 1) return this.get(row.id);
    }
  }

  /** Notes that an import begins after all that began before. */
  async begin(id: string): Promise<void> {
    const last = await this.#database('discovery_imports')
      .max({ turn: 'turn' })
      .first();
    await this.#database('discovery_imports')
      .where({ id })
      .update({ turn: Number(last?.turn ?? 0) + 1 });
  }

  async report(
    id: string,
    progress: ImportProgress,
    at: string,
  ): Promise<void> {
    await this.#database('discovery_imports')
      .where({ id })
      .update({
        bytes_read: progress.bytesRead,
        records_read: progress.recordsRead,
        counts: JSON.stringify(progress.counts),
        problems: JSON.stringify(progress.problems),
        alive_at: at,
      });
  }

  async isAbortAsked(id: string): Promise<boolean> {
    const row = await this.#database('discovery_imports')
      .where({ id })
      .first('abort_asked');
    return Boolean(row?.abort_asked);
  }

  async askAbort(id: string): Promise<void> {
    await this.#database('discovery_imports')
      .where({ id, state: 'running' })
      .update({ abort_asked: true });
  }

  /** Moves an import to another state if it is in one of those given. @returns whether it was */
  async move(
    id: string,
    options: {
      from: ImportRecord['state'][];
      to: ImportRecord['state'];
      at?: string;
      error?: string;
      preview?: boolean;
      canUndo?: boolean;
    },
  ): Promise<boolean> {
    const { from, to, at, error, preview, canUndo } = options;
    const moved = await this.#database('discovery_imports')
      .where({ id })
      .whereIn('state', from)
      .update({
        state: to,
        finished_at: at ?? null,
        error: error ?? null,
        ...(preview === undefined ? {} : { preview }),
        ...(canUndo === undefined ? {} : { can_undo: canUndo }),
      });
    return moved === 1;
  }

  /** Imports that began and of which nothing was heard since. */
  async interrupted(before: string): Promise<string[]> {
    const rows: { id: string }[] = await this.#database('discovery_imports')
      .where({ state: 'running' })
      .where('alive_at', '<', before)
      .select('id');
    return rows.map(({ id }) => id);
  }

  /** Previews that nobody has committed since. */
  async forgotten(before: string): Promise<string[]> {
    const rows: { id: string }[] = await this.#database('discovery_imports')
      .where({ state: 'previewed' })
      .where('created_at', '<', before)
      .select('id');
    return rows.map(({ id }) => id);
  }

  /** What a preview wrote for itself. */
  async dropPreview(id: string): Promise<void> {
    for (const table of [
      'discovery_observations',
      'discovery_labels',
      'discovery_devices',
    ]) {
      await this.#database(table).where({ scope: id }).delete();
    }
  }

  async dropChanges(id: string): Promise<void> {
    await this.#database('discovery_changes')
      .where({ import_id: id, preview: true })
      .delete();
  }

  /** The first changes of an import. */
  async changes(id: string): Promise<DiscoveryChange[]> {
    const rows = await this.#database('discovery_changes')
      .where({ import_id: id })
      .orderBy('sequence')
      .limit(SHOWN_CHANGES)
      .select('*');
    return rows.map(row => ({
      kind: row.kind,
      key: row.device_key,
      at: row.at,
      text: row.text,
      importId: row.import_id,
    }));
  }

  /** Observations as they were before an import; undefined where there were none. */
  async before(
    id: string,
    options: { after: string; limit: number },
  ): Promise<{ id: string; content?: string }[]> {
    const rows: { observation_id: string; content: string | null }[] =
      await this.#database('discovery_before')
        .where({ import_id: id })
        .where('observation_id', '>', options.after)
        .orderBy('observation_id')
        .limit(options.limit)
        .select('observation_id', 'content');
    return rows.map(row => ({
      id: row.observation_id,
      content: row.content ?? undefined,
    }));
  }

  /** Imports of the same source that began later and are not undone, the newest first. */
  async laterOf(record: ImportRecord): Promise<string[]> {
    const own = await this.#database('discovery_imports')
      .where({ id: record.id })
      .first('turn');
    const rows: { id: string }[] = await this.#database('discovery_imports')
      .where({ source: record.source, preview: false })
      .where('turn', '>', own?.turn ?? 0)
      .whereNot('state', 'undone')
      .orderBy('turn', 'desc')
      .select('id');
    return rows.map(({ id }) => id);
  }

  /** Forgets how things were before all but the newest imports of a source. */
  async pruneBefore(source: string, kept: number): Promise<void> {
    const rows: { id: string }[] = await this.#database('discovery_imports')
      .where({ source, can_undo: true })
      .orderBy('turn', 'desc')
      .offset(kept)
      .limit(1_000)
      .select('id');
    for (const { id } of rows) {
      await this.#database('discovery_before')
        .where({ import_id: id })
        .delete();
      await this.#database('discovery_imports')
        .where({ id })
        .update({ can_undo: false });
    }
  }
}
