import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { seedOrganisation } from '../assessment/__testUtils__/seedOrganisation';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const directory = resolve(__dirname, '../../migrations');

describe.each(databases.eachSupportedId())('the migrations on %s', id => {
  it('go down one by one and up again, and keep the rows of what stays', async () => {
    const database = await databases.init(id);
    await database.migrate.latest({ directory });
    await seedOrganisation(database);
    const before = await database('findings').select('id', 'remediation');
    const [done] = await database.migrate.list({ directory });
    // The first one makes the tables, and has nothing to keep.
    for (let left = done.length; left > 1; left--) {
      await database.migrate.down({ directory });
    }
    expect(await database('findings').select('id', 'remediation')).toEqual(
      before,
    );
    expect(await database.schema.hasColumn('findings', 'advised_product')).toBe(
      false,
    );
    await database.migrate.latest({ directory });
    expect(
      await database('findings').select('id', 'remediation', 'advised_product'),
    ).toEqual(before.map(row => ({ ...row, advised_product: null })));
    await database.migrate.rollback({ directory }, true);
    expect(await database.schema.hasTable('findings')).toBe(false);
  });
});
