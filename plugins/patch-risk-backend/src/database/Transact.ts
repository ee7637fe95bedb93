import type { Knex } from 'knex';

/** Runs work in one transaction of the plugin's database, which is undone when the work throws. */
export type Transact = <T>(
  work: (transaction: Knex.Transaction) => Promise<T>,
) => Promise<T>;

/** Begins a transaction that the caller commits or rolls back. */
export type Begin = () => Promise<Knex.Transaction>;
