import type {
  HygieneFinding,
  HygieneKind,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from './cursor';
import { toHygieneFinding, type HygieneRow } from './hygieneRow';
import { whereInValues } from './whereInValues';

/** Lists conditions of devices; `HygieneStore` writes them. */
export class HygieneListStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): HygieneListStore {
    return new HygieneListStore(options.database);
  }

  /**
   * A page of findings, gravest first, then the newest.
   *
   * @param options - `deviceRefs` keeps those of any of these devices
   * @throws InputError when the cursor is none of ours
   */
  async list(options: {
    deviceRef?: string;
    deviceRefs?: readonly string[];
    kind?: HygieneKind;
    includeClosed?: boolean;
    limit: number;
    cursor?: string;
  }): Promise<{ items: HygieneFinding[]; nextCursor?: string }> {
    const query = this.#database<HygieneRow>('hygiene_findings')
      .select('*')
      .orderBy(['rank', 'id'])
      .limit(options.limit + 1);
    if (options.deviceRef !== undefined) {
      query.where('device_ref', options.deviceRef);
    }
    if (options.deviceRefs !== undefined) {
      whereInValues(query, 'device_ref', options.deviceRefs);
    }
    if (options.kind !== undefined) query.where('kind', options.kind);
    if (!options.includeClosed) query.whereNull('closed_at');
    if (options.cursor !== undefined) {
      const [rank, id] = decodeCursor(options.cursor);
      query.where(after =>
        after
          .where('rank', '>', rank)
          .orWhere(same => same.where('rank', rank).where('id', '>', id)),
      );
    }
    const rows: HygieneRow[] = await query;
    const page = rows.slice(0, options.limit);
    const last = page.at(-1);
    return {
      items: page.map(toHygieneFinding),
      nextCursor:
        last && rows.length > options.limit
          ? encodeCursor([last.rank, last.id])
          : undefined,
    };
  }
}
