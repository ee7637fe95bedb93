import { InputError } from '@backstage/errors';
import type { RecordProblem } from '@patch-risk/match';
import type { QuarantinedRecord } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

/** What is kept of a feed between refreshes. Instants are ISO 8601 in UTC. */
export interface FeedState {
  feedId: string;
  state: 'running' | 'ok' | 'failed';
  lastAttemptAt?: string;
  lastSuccessAt?: string;
  /** `YYYY-MM-DD` of the data. */
  snapshotDate?: string;
  read: number;
  accepted: number;
  refused: number;
  /** The last success found nothing new. */
  unchanged: boolean;
  /** In [0, 1], while running. */
  progress?: number;
  error?: string;
  /** Grows with each transaction that changed something. */
  revision: number;
}

/** What a successful refresh came to. */
export interface FeedSuccess {
  cursor: unknown;
  snapshotDate?: string;
  read: number;
  accepted: number;
  refused: number;
  unchanged: boolean;
}

interface FeedStateRow {
  feed_id: string;
  state: FeedState['state'];
  last_attempt_at: string | null;
  last_success_at: string | null;
  snapshot_date: string | null;
  cursor: string | null;
  read: number;
  accepted: number;
  refused: number;
  unchanged: boolean | number;
  progress: number | null;
  error: string | null;
  revision: number | string;
}

interface QuarantineRow {
  id: number | string;
  feed_id: string;
  record: string;
  field: string | null;
  value: string | null;
  reason: string;
  remedy: string | null;
  at: string;
}

const CHUNK = 200;

function fromRow(row: FeedStateRow): FeedState {
  return {
    feedId: row.feed_id,
    state: row.state,
    lastAttemptAt: row.last_attempt_at ?? undefined,
    lastSuccessAt: row.last_success_at ?? undefined,
    snapshotDate: row.snapshot_date ?? undefined,
    read: row.read,
    accepted: row.accepted,
    refused: row.refused,
    unchanged: Boolean(row.unchanged),
    progress: row.progress ?? undefined,
    error: row.error ?? undefined,
    revision: Number(row.revision),
  };
}

/** State and quarantine of feeds. */
export class FeedStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): FeedStore {
    return new FeedStore(options.database);
  }

  /** The states of all feeds that were ever attempted. */
  async list(): Promise<FeedState[]> {
    const rows = await this.#database<FeedStateRow>('feed_states')
      .select('*')
      .orderBy('feed_id');
    return rows.map(fromRow);
  }

  /** What the last success saved to go on from; undefined where there is none or it cannot be read. */
  async readCursor(feedId: string): Promise<unknown> {
    const row = await this.#database<FeedStateRow>('feed_states')
      .where({ feed_id: feedId })
      .first('cursor');
    try {
      return row?.cursor ? JSON.parse(row.cursor) : undefined;
    } catch {
      // Without a cursor everything is read again, which does no harm.
      return undefined;
    }
  }

  /** A refresh begins; what the last success brought stays. */
  async start(feedId: string, at: string): Promise<void> {
    await this.#database('feed_states')
      .insert({
        feed_id: feedId,
        state: 'running',
        last_attempt_at: at,
        progress: 0,
      })
      .onConflict('feed_id')
      .merge(['state', 'last_attempt_at', 'progress']);
  }

  /** @param progress - in [0, 1] */
  async report(feedId: string, progress: number): Promise<void> {
    await this.#database('feed_states')
      .where({ feed_id: feedId })
      .update({ progress });
  }

  /** Saves how far a refresh has come, so that the next goes on from there. */
  async saveCursor(feedId: string, cursor: unknown): Promise<void> {
    await this.#database('feed_states')
      .where({ feed_id: feedId })
      .update({ cursor: JSON.stringify(cursor) });
  }

  /** A refresh has ended well. */
  async succeed(
    transaction: Knex.Transaction,
    options: { feedId: string; at: string; success: FeedSuccess },
  ): Promise<void> {
    const { cursor, snapshotDate, ...counts } = options.success;
    await transaction('feed_states')
      .where({ feed_id: options.feedId })
      .update({
        ...counts,
        state: 'ok',
        last_success_at: options.at,
        cursor: JSON.stringify(cursor),
        snapshot_date: snapshotDate ?? null,
        progress: null,
        error: null,
      });
  }

  /** A refresh has failed; data, counts and cursor of the last success stay. */
  async fail(feedId: string, error: string): Promise<void> {
    await this.#database('feed_states')
      .where({ feed_id: feedId })
      .update({ state: 'failed', progress: null, error });
  }

  /** To be called in each transaction that changes data of the feed. */
  async bumpRevision(
    transaction: Knex.Transaction,
    feedId: string,
  ): Promise<void> {
    await transaction('feed_states')
      .where({ feed_id: feedId })
      .increment('revision', 1);
  }

  /** Replaces what is quarantined of one record of a feed, or of the whole feed. */
  async replaceQuarantine(
    transaction: Knex.Transaction,
    options: {
      feedId: string;
      record?: string;
      problems: readonly RecordProblem[];
      at: string;
    },
  ): Promise<void> {
    const { feedId, record, problems, at } = options;
    await transaction('feed_quarantine')
      .where({ feed_id: feedId, ...(record === undefined ? {} : { record }) })
      .delete();
    for (let start = 0; start < problems.length; start += CHUNK) {
      await transaction('feed_quarantine').insert(
        problems.slice(start, start + CHUNK).map(problem => ({
          feed_id: feedId,
          record: problem.record,
          field: problem.field ?? null,
          value: problem.value ?? null,
          reason: problem.reason,
          remedy: problem.remedy ?? null,
          at,
        })),
      );
    }
  }

  /** Forgets the quarantine of records that the feed no longer holds. */
  async retainQuarantine(
    transaction: Knex.Transaction,
    feedId: string,
    present: ReadonlySet<string>,
  ): Promise<void> {
    const rows = await transaction<QuarantineRow>('feed_quarantine')
      .where({ feed_id: feedId })
      .distinct('record');
    const gone = rows
      .map(({ record }) => record)
      .filter(record => !present.has(record));
    const query = transaction('feed_quarantine').where({ feed_id: feedId });
    whereInValues(query, 'record', gone);
    await query.delete();
  }

  /**
   * A page of quarantined records, oldest first.
   *
   * @throws InputError when the cursor is none of ours
   */
  async listQuarantine(
    feedId: string,
    options: { limit: number; cursor?: string },
  ): Promise<{ items: QuarantinedRecord[]; nextCursor?: string }> {
    const { limit, cursor } = options;
    const query = this.#database<QuarantineRow>('feed_quarantine')
      .where({ feed_id: feedId })
      .orderBy('id')
      .limit(limit + 1);
    if (cursor !== undefined) {
      if (!/^\d{1,15}$/.test(cursor)) {
        throw new InputError(
          `cursor is '${cursor}', which no page returned; leave it out to start at the first page`,
        );
      }
      query.where('id', '>', Number(cursor));
    }
    const rows: QuarantineRow[] = await query.select('*');
    const page = rows.slice(0, limit);
    return {
      items: page.map(row => ({
        feedId: row.feed_id,
        record: row.record,
        field: row.field ?? undefined,
        value: row.value ?? undefined,
        reason: row.reason,
        remedy: row.remedy ?? undefined,
        at: row.at,
      })),
      nextCursor:
        rows.length > limit ? String(page[page.length - 1].id) : undefined,
    };
  }
}
