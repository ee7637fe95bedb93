import type { ModelDrift, ShippedModel } from '@patch-risk/model';
import type { Knex } from 'knex';

/** The drift of a model in use. Instants are ISO 8601 in UTC. */
export interface ModelDriftRecord {
  model: ShippedModel['id'];
  version: string;
  drift: ModelDrift;
  measuredAt: string;
  /** Since when the model has been in its state. */
  changedAt: string;
}

interface ModelDriftRow {
  model: ShippedModel['id'];
  version: string;
  state: string;
  drift: string;
  measured_at: string;
  changed_at: string;
}

/** What the last comparison of each model with its training gave. */
export class ModelDriftStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): ModelDriftStore {
    return new ModelDriftStore(options.database);
  }

  /** By model. */
  async list(transaction?: Knex.Transaction): Promise<ModelDriftRecord[]> {
    const rows: ModelDriftRow[] = await (
      transaction ?? this.#database
    )<ModelDriftRow>('model_drift')
      .orderBy('model')
      .select('*');
    return rows.map(row => ({
      model: row.model,
      version: row.version,
      drift: JSON.parse(row.drift),
      measuredAt: row.measured_at,
      changedAt: row.changed_at,
    }));
  }

  /**
   * Puts new comparisons in the places of the old ones.
   *
   * @param options - `also` writes what belongs to a change of state, in the same transaction; `before` is the record
   * that was there
   */
  async save(options: {
    drifts: readonly Pick<ModelDriftRecord, 'model' | 'version' | 'drift'>[];
    at: string;
    also: (
      transaction: Knex.Transaction,
      changed: { after: ModelDriftRecord; before?: ModelDriftRecord }[],
    ) => Promise<void>;
  }): Promise<void> {
    const { drifts, at, also } = options;
    await this.#database.transaction(async transaction => {
      const known = new Map(
        (await this.list(transaction)).map(each => [each.model, each]),
      );
      const changed: { after: ModelDriftRecord; before?: ModelDriftRecord }[] =
        [];
      for (const { model, version, drift } of drifts) {
        const before = known.get(model);
        const isSame = before?.drift.state === drift.state;
        const after: ModelDriftRecord = {
          model,
          version,
          drift,
          measuredAt: at,
          changedAt: before && isSame ? before.changedAt : at,
        };
        if (!isSame) {
          changed.push({ after, before });
        }
        await transaction<ModelDriftRow>('model_drift')
          .insert({
            model,
            version,
            state: drift.state,
            drift: JSON.stringify(drift),
            measured_at: at,
            changed_at: after.changedAt,
          })
          .onConflict('model')
          .merge();
      }
      await also(transaction, changed);
    });
  }
}
