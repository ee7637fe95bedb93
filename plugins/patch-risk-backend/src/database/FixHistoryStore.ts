import type { DatedFixWatch, FixPromise } from '@patch-risk/model';
import type { Knex } from 'knex';
import type { HostPace } from '../workers/HostPace';
import { readAnnouncements } from './readAnnouncements';
import { recordRevision } from './recordRevision';

interface PromiseRow {
  advisory_id: string;
  vendor: string;
  announced_for: string;
  announced_on: string;
  products: number | string;
  fixed: number | string;
  fixed_on: string | null;
  withdrawn: number | string;
  broken_on: string | null;
  seen_until: string | null;
}

/** How fixes came: which days were announced, which products were without a fix, and what came of both. */
export class FixHistoryStore {
  readonly #database: Knex;
  readonly #pace: HostPace;

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  static create(options: { database: Knex; pace: HostPace }): FixHistoryStore {
    return new FixHistoryStore(options);
  }

  /** Records what the stored revision of an advisory adds; the same revision may come again. */
  async follow(
    transaction: Knex.Transaction,
    advisoryId: string,
  ): Promise<void> {
    await recordRevision(transaction, advisoryId);
  }

  /** Records the advisories of a feed that were stored before this was kept. */
  async followStored(
    feedId: string,
    options: { signal: AbortSignal },
  ): Promise<void> {
    const rows: { id: string }[] = await this.#database('advisories')
      .where({ feed_id: feedId })
      .whereNull('followed_since')
      .orderBy('id')
      .select('id');
    for (const { id } of rows) {
      options.signal.throwIfAborted();
      await this.#database.transaction(async transaction => {
        await readAnnouncements(transaction, id);
        await recordRevision(transaction, id);
      });
      await this.#pace.rest();
    }
  }

  /**
   * Announced days and how they were kept, as revisions until a day told: one for each advisory, vendor and day. It is
   * kept when the last of its products has the fix.
   *
   * @param asOf - `YYYY-MM-DD`; nothing from a later revision is told
   */
  async promises(asOf: string): Promise<FixPromise[]> {
    const database = this.#database;
    const rows: PromiseRow[] = await database('fix_announcements as a')
      .where('a.announced_on', '<=', asOf)
      .groupBy('a.advisory_id', 'a.vendor', 'a.announced_for')
      .orderBy(['a.advisory_id', 'a.vendor', 'a.announced_for'])
      .select('a.advisory_id', 'a.vendor', 'a.announced_for')
      .min({ announced_on: 'a.announced_on' })
      .count({ products: '*' })
      .select(
        database.raw(
          'SUM(CASE WHEN a.fix_known_on <= ? THEN 1 ELSE 0 END) AS fixed',
          [asOf],
        ),
        database.raw(
          'MAX(CASE WHEN a.fix_known_on <= ? THEN a.fixed_on END) AS fixed_on',
          [asOf],
        ),
        database.raw(
          "SUM(CASE WHEN a.broken_on <= ? AND a.broken_as = 'withdrawn' THEN 1 ELSE 0 END) AS withdrawn",
          [asOf],
        ),
        database.raw(
          'MIN(CASE WHEN a.broken_on <= ? THEN a.broken_on END) AS broken_on',
          [asOf],
        ),
        database.raw(
          `MAX((SELECT MAX(r.revised_on) FROM advisory_revisions r WHERE r.advisory_id = a.advisory_id
            AND r.revised_on <= ? AND (a.gone_on IS NULL OR r.revised_on < a.gone_on))) AS seen_until`,
          [asOf],
        ),
      );
    return rows.map(row => {
      const isKept = Number(row.fixed) === Number(row.products);
      return {
        vendor: row.vendor,
        announcedOn: row.announced_on,
        announcedFor: row.announced_for,
        // The publisher's word that none comes holds until it says otherwise.
        seenUntil:
          Number(row.withdrawn) > 0 && !isKept
            ? asOf
            : row.seen_until ?? row.announced_on,
        ...(isKept && row.fixed_on !== null ? { keptOn: row.fixed_on } : {}),
        ...(row.broken_on === null ? {} : { brokenOn: row.broken_on }),
      };
    });
  }

  /** Products that were without a fix, until a day. */
  async watches(asOf: string): Promise<DatedFixWatch[]> {
    const rows: {
      advisory_id: string;
      vendor: string;
      released_on: string;
      open_on: string;
      gone_on: string | null;
      fixed_on: string | null;
      fix_known_on: string | null;
    }[] = await this.#database('fix_watches')
      .where('open_on', '<=', asOf)
      .where('released_on', '<=', asOf)
      .orderBy(['advisory_id', 'product_key'])
      .select(
        'advisory_id',
        'vendor',
        'released_on',
        'open_on',
        'gone_on',
        'fixed_on',
        'fix_known_on',
      );
    return rows.map(row => {
      const isKnown = row.fix_known_on !== null && row.fix_known_on <= asOf;
      return {
        advisory: row.advisory_id,
        vendor: row.vendor,
        releasedOn: row.released_on,
        openOn: row.open_on,
        ...(row.gone_on !== null && row.gone_on <= asOf
          ? { goneOn: row.gone_on }
          : {}),
        ...(isKnown
          ? {
              fixedOn: row.fixed_on ?? undefined,
              fixKnownOn: row.fix_known_on ?? undefined,
            }
          : {}),
      };
    });
  }
}
