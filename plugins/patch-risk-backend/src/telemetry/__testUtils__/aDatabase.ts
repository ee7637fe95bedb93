import type {
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { resolve } from 'node:path';

/** A migrated database with these devices, each of them at one site in Berlin. */
export async function aDatabase(options: {
  databases: TestDatabases;
  id: TestDatabaseId;
  devices: { ref: string; fields?: Partial<DeviceFields>; goneAt?: string }[];
}): Promise<Knex> {
  const knex = await options.databases.init(options.id);
  await knex.migrate.latest({
    directory: resolve(__dirname, '../../../migrations'),
  });
  const at = '2026-01-01T00:00:00.000Z';
  await knex('sites').insert({
    entity_ref: 'resource:default/plant',
    title: 'Plant',
    time_zone: 'Europe/Berlin',
    last_seen_at: at,
  });
  for (const { ref, fields, goneAt } of options.devices) {
    await knex('devices').insert({
      entity_ref: ref,
      uid: ref,
      etag: '1',
      title: `Title of ${ref}`,
      site_ref: 'resource:default/plant',
      owner_ref: 'group:default/operators',
      fields: JSON.stringify({
        addresses: { mac: [], ip: ['192.0.2.7'], hostname: ['device-7'] },
        changeWindows: [],
        compensatingControls: [],
        ...fields,
      }),
      problems: '[]',
      first_seen_at: at,
      last_seen_at: at,
      changed_at: at,
      gone_at: goneAt ?? null,
    });
  }
  return knex;
}
