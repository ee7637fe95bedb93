import type { Knex } from 'knex';
import type { NewsKind } from './StoredSuppression';

/** The decision of a person to set a finding aside, or a vulnerability on all devices of a model. */
export interface SuppressionDecision {
  id: string;
  scope: 'finding' | 'model';
  findingId?: string;
  cve: string;
  vendor?: string;
  model?: string;
  reason: string;
  createdBy: string;
  createdAt: string;
  knownNews: NewsKind[];
  /** Last day, `YYYY-MM-DD`. */
  expiresOn: string;
}

interface SuppressionRow {
  id: string;
  scope: 'finding' | 'model';
  finding_id: string | null;
  cve: string;
  vendor: string | null;
  model: string | null;
  reason: string;
  created_by: string;
  created_at: string;
  known_news: string;
  expires_on: string;
  ended_at: string | null;
  ended_by: string | null;
}

function toDecision(row: SuppressionRow): SuppressionDecision {
  return {
    id: row.id,
    scope: row.scope,
    findingId: row.finding_id ?? undefined,
    cve: row.cve,
    vendor: row.vendor ?? undefined,
    model: row.model ?? undefined,
    reason: row.reason,
    createdBy: row.created_by,
    createdAt: row.created_at,
    knownNews: row.known_news
      .split(',')
      .filter((kind): kind is NewsKind => kind !== ''),
    expiresOn: row.expires_on,
  };
}

/** Decisions of persons; one that ended is kept for the record. */
export class SuppressionStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): SuppressionStore {
    return new SuppressionStore(options.database);
  }

  /** Decisions that hold, of one vulnerability or of all, the oldest first. */
  async active(
    options: { cve?: string } = {},
    transaction?: Knex.Transaction,
  ): Promise<SuppressionDecision[]> {
    const query = (transaction ?? this.#database)<SuppressionRow>(
      'suppressions',
    )
      .whereNull('ended_at')
      .orderBy(['created_at', 'id'])
      .select('*');
    if (options.cve !== undefined) query.where('cve', options.cve);
    const rows: SuppressionRow[] = await query;
    return rows.map(toDecision);
  }

  async add(
    transaction: Knex.Transaction,
    decision: SuppressionDecision,
  ): Promise<void> {
    const row: SuppressionRow = {
      id: decision.id,
      scope: decision.scope,
      finding_id: decision.findingId ?? null,
      cve: decision.cve,
      vendor: decision.vendor ?? null,
      model: decision.model ?? null,
      reason: decision.reason,
      created_by: decision.createdBy,
      created_at: decision.createdAt,
      known_news: decision.knownNews.join(','),
      expires_on: decision.expiresOn,
      ended_at: null,
      ended_by: null,
    };
    await transaction('suppressions').insert(row);
  }

  /** Ends a decision. @returns whether it still held */
  async end(
    transaction: Knex.Transaction,
    options: { id: string; at: string; by?: string },
  ): Promise<boolean> {
    const ended = await transaction('suppressions')
      .where({ id: options.id })
      .whereNull('ended_at')
      .update({ ended_at: options.at, ended_by: options.by ?? null });
    return ended === 1;
  }

  /** Ends decisions whose last day is before a day. @returns how many */
  async expire(options: { today: string; at: string }): Promise<number> {
    return this.#database('suppressions')
      .whereNull('ended_at')
      .where('expires_on', '<', options.today)
      .update({ ended_at: options.at });
  }
}
