import type { ModelHistory } from '@patch-risk/model';
import type { Knex } from 'knex';

/** A version of a model. Instants are ISO 8601 in UTC, days `YYYY-MM-DD`. */
export interface ModelVersionRecord {
  version: string;
  state: ModelHistory['entries'][number]['state'];
  newestTrainingDay: string;
  reason: string;
  /** What was measured when it was judged. */
  figures?: unknown;
  decidedAt: string;
}

interface ModelRow {
  id: number | string;
  family: string;
  version: string;
  state: ModelVersionRecord['state'];
  newest_training_day: string;
  reason: string;
  figures: string | null;
  model: string | null;
  decided_at: string;
}

const COLUMNS = [
  'version',
  'state',
  'newest_training_day',
  'reason',
  'figures',
  'decided_at',
] as const;

/** The versions of models that were live or tried. */
export class ModelStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): ModelStore {
    return new ModelStore(options.database);
  }

  /** Versions of a family, the oldest first, without the models themselves. */
  async list(
    family: string,
    transaction?: Knex.Transaction,
  ): Promise<ModelVersionRecord[]> {
    const rows: Pick<ModelRow, (typeof COLUMNS)[number]>[] = await (
      transaction ?? this.#database
    )<ModelRow>('models')
      .where({ family })
      .orderBy('id')
      .select(...COLUMNS);
    return rows.map(row => ({
      version: row.version,
      state: row.state,
      newestTrainingDay: row.newest_training_day,
      reason: row.reason,
      figures: row.figures === null ? undefined : JSON.parse(row.figures),
      decidedAt: row.decided_at,
    }));
  }

  /** The version in use, with its model; `model` is absent for the shipped one. */
  async live(
    family: string,
  ): Promise<{ version: string; model?: unknown } | undefined> {
    const row = await this.#database<ModelRow>('models')
      .where({ family, state: 'live' })
      .first('version', 'model');
    return (
      row && {
        version: row.version,
        model: row.model === null ? undefined : JSON.parse(row.model),
      }
    );
  }

  /**
   * Changes the history of a family in one transaction, one replica at a time.
   *
   * @param options - `change` gets the present history and gives the new one;
   * versions may be added and changed, never taken away. `also` writes what belongs to the change.
   */
  async change(options: {
    family: string;
    at: string;
    change: (entries: ModelVersionRecord[]) => ModelHistory['entries'];
    added?: { figures?: unknown; model?: unknown };
    also?: (transaction: Knex.Transaction) => Promise<void>;
  }): Promise<void> {
    const { family, at, change, added, also } = options;
    await this.#database.transaction(async transaction => {
      if (transaction.client.config.client === 'pg') {
        await transaction.raw('LOCK TABLE ?? IN SHARE ROW EXCLUSIVE MODE', [
          'models',
        ]);
      }
      const before = await this.list(family, transaction);
      const known = new Map(before.map(each => [each.version, each]));
      for (const entry of change(before)) {
        const present = known.get(entry.version);
        if (!present) {
          await transaction<ModelRow>('models').insert({
            family,
            version: entry.version,
            state: entry.state,
            newest_training_day: entry.newestTrainingDay,
            reason: entry.reason,
            figures: toJson(added?.figures),
            model: toJson(added?.model),
            decided_at: at,
          });
        } else if (present.state !== entry.state) {
          await transaction<ModelRow>('models')
            .where({ family, version: entry.version })
            .update({
              state: entry.state,
              reason: entry.reason,
              decided_at: at,
            });
        }
      }
      await also?.(transaction);
    });
  }
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
