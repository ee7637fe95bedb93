import { InputError } from '@backstage/errors';
import type {
  OwnAdvisory,
  OwnAdvisoryContent,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';

interface OwnAdvisoryRow {
  id: string;
  revision: number;
  state: OwnAdvisory['state'];
  content: string;
  document: string;
  written_by: string;
  created_at: string;
  changed_at: string;
  matched_at: string | null;
}

function toAdvisory(row: OwnAdvisoryRow): OwnAdvisory {
  return {
    id: row.id,
    revision: row.revision,
    state: row.state,
    content: JSON.parse(row.content) as OwnAdvisoryContent,
    writtenBy: row.written_by,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    matchedAt: row.matched_at ?? undefined,
  };
}

/** Advisories written by hand, as they were written and as CSAF. */
export class OwnAdvisoryStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): OwnAdvisoryStore {
    return new OwnAdvisoryStore(options.database);
  }

  /** A page of advisories, the latest first; the cursor is the id of the last one of the page before. */
  async list(options: {
    limit: number;
    cursor?: string;
  }): Promise<{ items: OwnAdvisory[]; nextCursor?: string }> {
    const query = this.#database<OwnAdvisoryRow>('own_advisories')
      .select('*')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(options.limit + 1);
    if (options.cursor !== undefined) {
      const last = await this.get(options.cursor);
      if (!last) {
        throw new InputError(
          `cursor: "${options.cursor}" is not a cursor of this list; use nextCursor of the page before, or leave it out`,
        );
      }
      query.where(before =>
        before
          .where('created_at', '<', last.createdAt)
          .orWhere(same =>
            same.where('created_at', last.createdAt).where('id', '<', last.id),
          ),
      );
    }
    const rows: OwnAdvisoryRow[] = await query;
    const items = rows.slice(0, options.limit).map(toAdvisory);
    return {
      items,
      nextCursor: rows.length > options.limit ? items.at(-1)?.id : undefined,
    };
  }

  async get(id: string, transaction?: Knex): Promise<OwnAdvisory | undefined> {
    const row = await (transaction ?? this.#database)<OwnAdvisoryRow>(
      'own_advisories',
    )
      .where({ id })
      .first();
    return row && toAdvisory(row);
  }

  /** The next free id of a year, `OWN-2026-001`. */
  async nextId(transaction: Knex, year: number): Promise<string> {
    const prefix = `OWN-${year}-`;
    const rows = await transaction<OwnAdvisoryRow>('own_advisories')
      .where('id', 'like', `${prefix}%`)
      .select('id');
    const last = Math.max(
      0,
      ...rows.map(({ id }) => Number(id.slice(prefix.length)) || 0),
    );
    return `${prefix}${String(last + 1).padStart(3, '0')}`;
  }

  async save(
    transaction: Knex,
    advisory: OwnAdvisory & { document: object },
  ): Promise<void> {
    const row: OwnAdvisoryRow = {
      id: advisory.id,
      revision: advisory.revision,
      state: advisory.state,
      content: JSON.stringify(advisory.content),
      document: JSON.stringify(advisory.document),
      written_by: advisory.writtenBy,
      created_at: advisory.createdAt,
      changed_at: advisory.changedAt,
      matched_at: null,
    };
    await transaction('own_advisories').insert(row).onConflict('id').merge();
  }

  /** Marks an advisory as withdrawn. */
  async withdraw(
    transaction: Knex,
    options: { id: string; by: string; at: string },
  ): Promise<void> {
    await transaction<OwnAdvisoryRow>('own_advisories')
      .where({ id: options.id })
      .update({
        state: 'withdrawn',
        written_by: options.by,
        changed_at: options.at,
        matched_at: null,
      });
  }

  /** Whether findings are still to be brought in line with any of them. */
  async isPending(): Promise<boolean> {
    const row = await this.#database<OwnAdvisoryRow>('own_advisories')
      .whereNull('matched_at')
      .first('id');
    return row !== undefined;
  }

  /** Notes that findings and tasks are in line with what was written until an instant. */
  async setMatched(options: { until: string; at: string }): Promise<void> {
    await this.#database<OwnAdvisoryRow>('own_advisories')
      .whereNull('matched_at')
      .where('changed_at', '<=', options.until)
      .update({ matched_at: options.at });
  }
}
