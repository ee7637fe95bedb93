import type { Knex } from 'knex';

/** What came of the last retraining of a model. */
interface ModelTry {
  /** ISO 8601 in UTC. */
  at: string;
  /** `refused`: there was too little to train on or to judge by. */
  outcome: 'promoted' | 'rejected' | 'refused';
  reason: string;
}

/** The last retraining of each model, refused ones too, which leave no version. */
export class ModelTryStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): ModelTryStore {
    return new ModelTryStore(options.database);
  }

  async save(family: string, tried: ModelTry): Promise<void> {
    await this.#database('model_tries')
      .insert({ family, ...tried })
      .onConflict('family')
      .merge();
  }

  /** By model. */
  async list(): Promise<Map<string, ModelTry>> {
    const rows: ({ family: string } & ModelTry)[] = await this.#database(
      'model_tries',
    ).select('family', 'at', 'outcome', 'reason');
    return new Map(rows.map(({ family, ...tried }) => [family, tried]));
  }
}
