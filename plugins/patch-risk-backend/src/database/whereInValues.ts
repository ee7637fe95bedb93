import type { Knex } from 'knex';

/**
 * `column IN (values)` with one binding however many values there are, so that a filter by all devices that a caller
 * may see does not run into an engine's limit of variables.
 */
export function whereInValues(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[],
): void {
  if (query.client.config.client === 'pg') {
    query.whereRaw('?? = ANY(?::text[])', [column, [...values]]);
  } else {
    query.whereRaw('?? IN (SELECT value FROM json_each(?))', [
      column,
      JSON.stringify(values),
    ]);
  }
}
