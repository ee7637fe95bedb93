import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Tables of the plugin; those that Knex and Backstage keep for themselves stay. */
async function listTables(database) {
  const { rows } = await database.raw(
    "select table_name from information_schema.tables where table_schema = 'public' and table_name not like 'knex_%' and table_name not like 'backstage_%' order by table_name",
  );
  return rows.map(row => row.table_name);
}

/** Columns and indices as text, to compare two schemas. */
async function describeSchema(database, tables) {
  const columns = await database('information_schema.columns')
    .where('table_schema', 'public')
    .whereIn('table_name', tables)
    .orderBy(['table_name', 'ordinal_position'])
    .select('table_name', 'column_name', 'data_type', 'is_nullable');
  const indices = await database('pg_indexes')
    .where('schemaname', 'public')
    .whereIn('tablename', tables)
    .orderBy('indexname')
    .select('indexdef');
  return JSON.stringify([columns, indices]);
}

/**
 * Walks the migrations of the installed package down with the rows that the app wrote, and up again.
 *
 * @returns `{ tables, rows }`: how many of each were there before
 */
export async function checkMigrations({ database, folder }) {
  const manifest = createRequire(
    join(folder, 'packages/backend/package.json'),
  ).resolve('@patch-risk/backstage-plugin-patch-risk-backend/package.json');
  const directory = join(dirname(manifest), 'migrations');

  const tables = await listTables(database);
  const schema = await describeSchema(database, tables);
  let rows = 0;
  for (const table of tables) {
    const counted = await database(table).count({ count: '*' });
    rows += Number(counted[0].count);
  }
  await database.migrate.rollback({ directory }, true);
  const left = await listTables(database);
  if (left.length > 0) {
    throw new Error(`Migrations down leave the tables ${left.join(', ')}`);
  }
  await database.migrate.latest({ directory });
  const schemaAgain = await describeSchema(
    database,
    await listTables(database),
  );
  if (schemaAgain !== schema) {
    throw new Error('Migrations down and up end in another schema');
  }
  return { tables: tables.length, rows };
}
