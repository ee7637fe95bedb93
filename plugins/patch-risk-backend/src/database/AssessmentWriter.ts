import type { Knex } from 'knex';
import type { AssessOutput } from '../assessment/AssessOutput';
import type {
  AssessmentGroupRow,
  AssessmentHistoryRow,
  AssessmentRow,
} from './AssessmentRows';
import type { HostPace } from '../workers/HostPace';
import { whereInValues } from './whereInValues';

/** Assessments of some devices as they are stored. */
export interface StoredAssessments {
  assessments: Map<string, AssessmentRow>;
  /** Rows by device ref, then by group key. */
  groups: Map<string, Map<string, AssessmentGroupRow>>;
  /** Index and state of the newest point of the history, by device ref. */
  latest: Map<string, { state: string; index?: number }>;
}

/** What changes for some devices. */
export interface AssessmentChanges {
  assessments: AssessmentRow[];
  groups: AssessmentGroupRow[];
  /** Groups that are no more. */
  removed: { deviceRef: string; groupKeys: string[] }[];
  curves: AssessOutput['curves'];
  explanations: AssessOutput['explanations'];
  history: AssessmentHistoryRow[];
}

// Both engines take this many rows of our widest table in one statement, and it takes a few milliseconds.
const CHUNK = 50;
// Keys are short.
const KEY_PAGE = 2_000;

/** Writes assessments. */
export class AssessmentWriter {
  readonly #database: Knex;
  readonly #pace: HostPace;

  static create(options: { database: Knex; pace: HostPace }): AssessmentWriter {
    return new AssessmentWriter(options);
  }

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  /** What is stored of some devices, to find out what changed. */
  async stored(deviceRefs: readonly string[]): Promise<StoredAssessments> {
    const assessmentQuery = this.#database('assessments').select('*');
    whereInValues(assessmentQuery, 'device_ref', deviceRefs);
    const groupQuery = this.#database('assessment_groups').select('*');
    whereInValues(groupQuery, 'device_ref', deviceRefs);
    const newest = this.#database('assessment_history')
      .max('id')
      .groupBy('device_ref');
    whereInValues(newest, 'device_ref', deviceRefs);
    const assessments: AssessmentRow[] = await assessmentQuery;
    await this.#pace.rest();
    const groups: AssessmentGroupRow[] = await groupQuery;
    await this.#pace.rest();
    const latest: AssessmentHistoryRow[] = await this.#database(
      'assessment_history',
    )
      .whereIn('id', newest)
      .select('device_ref', 'state', 'index');
    const byDevice = new Map<string, Map<string, AssessmentGroupRow>>();
    for (const group of groups) {
      const rows = byDevice.get(group.device_ref) ?? new Map();
      rows.set(group.group_key, group);
      byDevice.set(group.device_ref, rows);
    }
    return {
      assessments: new Map(assessments.map(row => [row.device_ref, row])),
      groups: byDevice,
      latest: new Map(
        latest.map(row => [
          row.device_ref,
          { state: row.state, index: row.index ?? undefined },
        ]),
      ),
    };
  }

  /**
   * Writes changes in one transaction, with what else belongs into it.
   *
   * @param announce - writes outcome events and outbox rows with the same transaction
   */
  async write(
    changes: AssessmentChanges,
    at: string,
    announce: (transaction: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    await this.#database.transaction(async transaction => {
      // Keys in one order, so that two runs at a time cannot lock each other out.
      const curves = changes.curves
        .slice()
        .sort((one, other) => (one.key < other.key ? -1 : 1));
      await this.#inChunks(curves, chunk =>
        transaction('curves').insert(chunk).onConflict('key').ignore(),
      );
      const explanations = changes.explanations
        .map(({ hash, body }) => ({ hash, body, last_used_at: at }))
        .sort((one, other) => (one.hash < other.hash ? -1 : 1));
      await this.#inChunks(explanations, chunk =>
        transaction('explanations').insert(chunk).onConflict('hash').ignore(),
      );
      for (const { deviceRef, groupKeys } of changes.removed) {
        const query = transaction('assessment_groups').where(
          'device_ref',
          deviceRef,
        );
        whereInValues(query, 'group_key', groupKeys);
        await query.delete();
      }
      await this.#inChunks(changes.groups, chunk =>
        transaction('assessment_groups')
          .insert(chunk)
          .onConflict(['device_ref', 'group_key'])
          .merge(),
      );
      await this.#inChunks(changes.assessments, chunk =>
        transaction('assessments')
          .insert(chunk)
          .onConflict('device_ref')
          .merge(),
      );
      await this.#inChunks(changes.history, chunk =>
        transaction('assessment_history').insert(chunk),
      );
      await announce(transaction);
    });
  }

  /** Dates the assessments of devices whose numbers did not change. */
  async touch(deviceRefs: readonly string[], at: string): Promise<void> {
    const query = this.#database('assessments').update({ assessed_at: at });
    whereInValues(query, 'device_ref', deviceRefs);
    await query;
  }

  /** Takes away the assessments of devices that are gone; their history ends with its retention. */
  async removeGone(): Promise<void> {
    await this.#database.transaction(async transaction => {
      const present = transaction('devices')
        .whereNull('gone_at')
        .select('entity_ref');
      await transaction('assessment_groups')
        .whereNotIn('device_ref', present.clone())
        .delete();
      await transaction('assessments')
        .whereNotIn('device_ref', present.clone())
        .delete();
    });
  }

  /** Keys of all stored curves and hashes of all stored explanations. */
  async storedKeys(): Promise<{
    curves: Set<string>;
    explanations: Set<string>;
  }> {
    return {
      curves: await this.#keysOf('curves', 'key'),
      explanations: await this.#keysOf('explanations', 'hash'),
    };
  }

  /**
   * Deletes curves and explanations that nothing refers to any more, and history past its retention.
   *
   * @param options - `curves` and `explanations` were stored before this run and no assessment of it refers to them;
   * `historyBefore` is the instant of the oldest point to keep
   */
  async clean(options: {
    curves: readonly string[];
    explanations: readonly string[];
    historyBefore: string;
  }): Promise<void> {
    await this.#inChunks(options.curves, chunk =>
      this.#database('curves').whereIn('key', chunk).delete(),
    );
    await this.#inChunks(options.explanations, chunk =>
      this.#database('explanations').whereIn('hash', chunk).delete(),
    );
    await this.#database('assessment_history')
      .where('at', '<', options.historyBefore)
      .delete();
  }

  async #keysOf(table: string, column: string): Promise<Set<string>> {
    const keys = new Set<string>();
    let after = '';
    for (;;) {
      const page: string[] = await this.#database(table)
        .where(column, '>', after)
        .orderBy(column)
        .limit(KEY_PAGE)
        .pluck(column);
      for (const key of page) {
        keys.add(key);
      }
      const last = page.at(-1);
      if (page.length < KEY_PAGE || last === undefined) {
        return keys;
      }
      after = last;
      await this.#pace.rest();
    }
  }

  /** SQLite answers in this thread: without rests, all statements together would keep the host's event loop waiting. */
  async #inChunks<TRow>(
    rows: readonly TRow[],
    write: (chunk: TRow[]) => PromiseLike<unknown>,
  ): Promise<void> {
    for (let start = 0; start < rows.length; start += CHUNK) {
      await write(rows.slice(start, start + CHUNK));
      await this.#pace.rest();
    }
  }
}
