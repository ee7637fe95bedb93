import type { Knex } from 'knex';
import type { HostPace } from '../workers/HostPace';
import { whereInValues } from './whereInValues';

const CHUNK = 500;
/** What training reads at most, see `TrainingFactStore`: what is listed and newer than this many is kept. */
const TRAINING_RECORDS = 50_000;

/** What a cleaning removed, by table. */
export interface CleanedFeedData {
  cveRecords: number;
  sightings: number;
  objects: number;
  exploitCodes: number;
  quarantined: number;
}

/**
 * Removes data of feeds that nothing refers to any more: CVE records that no advisory, finding or sample for training
 * needs, old versions of reports, and what is left of feeds that are no longer configured.
 */
export class FeedCleaner {
  readonly #database: Knex;
  readonly #pace: HostPace;

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  static create(options: { database: Knex; pace: HostPace }): FeedCleaner {
    return new FeedCleaner(options);
  }

  /**
   * @param options - `before`: instant (ISO 8601 in UTC) after which nothing is removed; `feedIds` are configured;
   *   `keepsListed`: CVE records come from files, which would bring back at the next reading what is removed
   */
  async clean(options: {
    before: string;
    feedIds: readonly string[];
    keepsListed: boolean;
    signal?: AbortSignal;
  }): Promise<CleanedFeedData> {
    const { before, feedIds, signal } = options;
    const lost = await this.#lostFeeds(before, feedIds);
    const closed = await this.#remove(
      'intelligence_sightings',
      'id',
      () =>
        this.#database('intelligence_sightings').where(
          'known_until',
          '<',
          before,
        ),
      signal,
    );
    const ofLost = (table: string) => {
      const query = this.#database(table);
      whereInValues(query, 'feed_id', lost);
      return query;
    };
    const collections = lost.flatMap(feedId =>
      feedId.startsWith('exploit-code-')
        ? feedId.slice('exploit-code-'.length)
        : [],
    );
    return {
      cveRecords: options.keepsListed
        ? 0
        : await this.#removeRecords(before, signal),
      sightings:
        closed +
        (await this.#remove(
          'intelligence_sightings',
          'id',
          () => ofLost('intelligence_sightings'),
          signal,
        )),
      objects: await ofLost('intelligence_objects').delete(),
      exploitCodes:
        collections.length > 0
          ? await this.#database('exploit_codes')
              .whereIn('source', collections)
              .delete()
          : 0,
      quarantined: await ofLost('feed_quarantine').delete(),
    };
  }

  /** Feeds that are not configured, and that nobody has tried to read for long. */
  async #lostFeeds(
    before: string,
    feedIds: readonly string[],
  ): Promise<string[]> {
    const rows: { feed_id: string }[] = await this.#database('feed_states')
      .where('last_attempt_at', '<', before)
      .select('feed_id');
    const configured = new Set(feedIds);
    return rows.flatMap(row =>
      configured.has(row.feed_id) ? [] : row.feed_id,
    );
  }

  async #removeRecords(
    before: string,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const newest: { published_on: string } | undefined = await this.#database(
      'cve_records',
    )
      .where('listed', true)
      .whereNotNull('published_on')
      .orderBy('published_on', 'desc')
      .offset(TRAINING_RECORDS)
      .first('published_on');
    const named = (table: string) =>
      this.#database(table)
        .select(this.#database.raw('1'))
        .whereRaw('?? = ??', [`${table}.cve`, 'cve_records.cve']);
    let removed = 0;
    for (;;) {
      signal?.throwIfAborted();
      const rows: { cve: string }[] = await this.#database('cve_records')
        .where('changed_at', '<', before)
        .whereNotExists(named('vulnerabilities'))
        .whereNotExists(named('advisory_products'))
        .whereNotExists(named('findings'))
        .where(record => {
          record.where('listed', false).orWhere('state', 'rejected');
          if (newest) {
            record.orWhere('published_on', '<', newest.published_on);
          }
        })
        .orderBy('cve')
        .limit(CHUNK)
        .select('cve');
      const cves = rows.map(({ cve }) => cve);
      if (cves.length === 0) {
        return removed;
      }
      await this.#database.transaction(async transaction => {
        for (const table of ['cve_ssvc', 'cve_records']) {
          const query = transaction(table);
          whereInValues(query, 'cve', cves);
          await query.delete();
        }
      });
      removed += cves.length;
      await this.#pace.rest();
    }
  }

  /** Removes rows in small pieces, so that nobody waits long for the table. */
  async #remove(
    table: string,
    key: string,
    select: () => Knex.QueryBuilder,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    let removed = 0;
    for (;;) {
      signal?.throwIfAborted();
      const rows: Record<string, number>[] = await select()
        .orderBy(key)
        .limit(CHUNK)
        .select(key);
      if (rows.length === 0) {
        return removed;
      }
      removed += await this.#database(table)
        .whereIn(
          key,
          rows.map(row => row[key]),
        )
        .delete();
      await this.#pace.rest();
    }
  }
}
