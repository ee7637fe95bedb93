import { resolve } from 'node:path';
import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { DeviceStore } from '../database/DeviceStore';
import { InventoryScanner } from './InventoryScanner';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

function entity(
  kind: string,
  name: string,
  options: {
    spec?: JsonObject;
    relations?: [type: string, targetRef: string][];
    annotations?: Record<string, string>;
    etag?: string;
    title?: string;
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      etag: options.etag ?? '1',
      ...(options.title && { title: options.title }),
      ...(options.annotations && { annotations: options.annotations }),
    },
    spec: options.spec ?? {},
    relations: (options.relations ?? []).map(([type, targetRef]) => ({
      type,
      targetRef,
    })),
  };
}

function device(name: string, fields: JsonObject = {}, etag = '1'): Entity {
  return entity('Resource', name, {
    etag,
    title: `Device ${name}`,
    spec: { type: 'device', device: { vendor: 'Siemens', ...fields } },
    relations: [
      ['ownedBy', 'group:default/line-3'],
      ['partOf', 'system:default/press'],
      ['dependsOn', 'resource:default/power'],
      ['dependsOn', 'resource:default/munich'],
      ['dependencyOf', 'component:default/mes'],
      ['dependencyOf', 'resource:default/hmi'],
    ],
  });
}

const SURROUNDINGS = [
  entity('Group', 'line-3', {
    title: 'Line 3',
    annotations: { 'patch-risk.io/jira-account-id': 'account-7' },
    relations: [['childOf', 'group:default/plant']],
  }),
  entity('Group', 'plant', {
    relations: [['childOf', 'group:default/company']],
  }),
  // A loop of groups must not keep the scan from ending.
  entity('Group', 'company', {
    relations: [['childOf', 'group:default/line-3']],
  }),
  entity('System', 'press', {
    relations: [['partOf', 'domain:default/production']],
  }),
  entity('Domain', 'production'),
  entity('Resource', 'power', { spec: { type: 'supply' } }),
  entity('Resource', 'munich', {
    title: 'Munich',
    spec: { type: 'site' },
    annotations: {
      'patch-risk.io/time-zone': 'Europe/Berlin',
      'patch-risk.io/holidays': 'DE-BY',
    },
  }),
];

async function prepare(id: TestDatabaseId, devices: Entity[]) {
  const database = await databases.init(id);
  await database.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  const state = {
    entities: [...SURROUNDINGS, ...devices],
    failAfter: Infinity,
  };
  let pages = 0;
  // A client without credentials is not what the service wants; the in-memory one ignores them.
  const catalog = new Proxy(new InMemoryCatalogClient({ entities: [] }), {
    get: (_target, name: keyof InMemoryCatalogClient) => {
      const client = new InMemoryCatalogClient({ entities: state.entities });
      return (...args: never[]) => {
        if (name === 'queryEntities' && ++pages > state.failAfter) {
          throw new Error('The catalog is away');
        }
        return (client[name] as (...all: never[]) => unknown).apply(
          client,
          args,
        );
      };
    },
  });
  const clock = {
    pinned: false,
    at: Date.parse('2026-11-01T00:00:00.000Z'),
    now: () => new Date(clock.at),
  };
  const writes: string[] = [];
  database.on('query', ({ sql }: { sql: string }) => {
    if (/^(?:insert|update|delete)/i.test(sql)) writes.push(sql);
  });
  return {
    database,
    state,
    clock,
    writes,
    devices: DeviceStore.create({ database }),
    scanner: InventoryScanner.create({
      catalog,
      auth: mockServices.auth(),
      database,
      clock,
      logger: mockServices.logger.mock(),
    }),
    failFromNow: (pagesLeft: number) => {
      pages = 0;
      state.failAfter = pagesLeft;
    },
    events: async () =>
      (await database('outcome_events').orderBy('sequence')).map(
        (row: { type: string; subject: string; payload: string }) => [
          row.type,
          row.subject.split('/')[1],
          JSON.parse(row.payload).reason,
        ],
      ),
  };
}

describe.each(databases.eachSupportedId())('InventoryScanner, %p', id => {
  it('mirrors devices with relations, sites and owners, and writes nothing twice', async () => {
    const { scanner, devices, database, writes, events } = await prepare(id, [
      device('plc', { firmwareVersion: 'V2.8', exposure: 'moon' }),
      device('hmi'),
    ]);
    expect(await scanner.scan()).toEqual({
      seen: 2,
      added: 2,
      changed: 0,
      gone: 0,
    });
    expect(await devices.get('resource:default/plc')).toMatchObject({
      title: 'Device plc',
      ownerRef: 'group:default/line-3',
      systemRef: 'system:default/press',
      siteRef: 'resource:default/munich',
      fields: { vendor: 'Siemens', firmwareVersion: 'V2.8' },
      problems: [{ field: 'spec.device.exposure', value: 'moon' }],
      firstSeenAt: '2026-11-01T00:00:00.000Z',
    });
    const relations = await database('device_relations')
      .where('device_ref', 'resource:default/plc')
      .pluck('target_ref');
    expect(relations.sort()).toEqual([
      'component:default/mes',
      'domain:default/production',
      'group:default/company',
      'group:default/line-3',
      'group:default/plant',
      'resource:default/munich',
      'system:default/press',
    ]);
    expect(await database('sites').first()).toMatchObject({
      entity_ref: 'resource:default/munich',
      title: 'Munich',
      time_zone: 'Europe/Berlin',
      holidays: 'DE-BY',
    });
    expect(await database('owners').first()).toMatchObject({
      entity_ref: 'group:default/line-3',
      title: 'Line 3',
      jira_account_id: 'account-7',
    });
    expect(await events()).toEqual([
      ['device-seen', 'plc', 'new'],
      ['device-seen', 'hmi', 'new'],
    ]);
    writes.length = 0;
    expect(await scanner.scan()).toEqual({
      seen: 2,
      added: 0,
      changed: 0,
      gone: 0,
    });
    expect(writes).toEqual([]);
  });

  it('follows changes, on a scan and for one page', async () => {
    const { scanner, devices, state, clock, events, database } = await prepare(
      id,
      [device('plc', { firmwareVersion: 'V1' })],
    );
    await scanner.scan();
    clock.at += 3_600_000;
    state.entities = [
      ...SURROUNDINGS,
      device('plc', { firmwareVersion: 'V2' }, '2'),
    ];
    expect(await scanner.scan()).toMatchObject({ changed: 1 });
    expect(await devices.get('resource:default/plc')).toMatchObject({
      fields: { firmwareVersion: 'V2' },
      firstSeenAt: '2026-11-01T00:00:00.000Z',
      changedAt: '2026-11-01T01:00:00.000Z',
    });
    state.entities = [
      device('plc', { firmwareVersion: 'V3' }, '3'),
      device('new'),
    ];
    await scanner.refreshOne('resource:default/plc');
    await scanner.refreshOne('resource:default/new');
    await scanner.refreshOne('resource:default/missing');
    expect(
      (await devices.get('resource:default/plc'))?.fields.firmwareVersion,
    ).toBe('V3');
    expect((await devices.list({ limit: 10 })).items).toHaveLength(2);
    // Parent groups that the catalog no longer has are no longer rolled up to.
    expect(
      await database('device_relations').where(
        'target_ref',
        'group:default/company',
      ),
    ).toEqual([]);
    expect(await events()).toEqual([
      ['device-seen', 'plc', 'new'],
      ['device-seen', 'plc', 'changed'],
      ['device-seen', 'plc', 'changed'],
      ['device-seen', 'new', 'new'],
    ]);
  });

  it('calls a device gone after two whole scans without it, and back when it is met', async () => {
    const { scanner, devices, state, failFromNow, events } = await prepare(id, [
      device('plc'),
      device('hmi'),
    ]);
    await scanner.scan();
    state.entities = [...SURROUNDINGS, device('hmi')];
    expect(await scanner.scan()).toMatchObject({ gone: 0 });
    failFromNow(0);
    await expect(scanner.scan()).rejects.toThrow('The catalog is away');
    failFromNow(Infinity);
    await expect(
      scanner.scan({ signal: AbortSignal.abort() }),
    ).rejects.toThrow();
    expect((await devices.get('resource:default/plc'))?.goneAt).toBeUndefined();
    expect(await scanner.scan()).toMatchObject({ gone: 1 });
    expect((await devices.get('resource:default/plc'))?.goneAt).toBeDefined();
    expect(await scanner.scan()).toMatchObject({ gone: 0 });
    state.entities = [...SURROUNDINGS, device('hmi'), device('plc')];
    expect(await scanner.scan()).toMatchObject({ changed: 1 });
    expect((await devices.get('resource:default/plc'))?.goneAt).toBeUndefined();
    expect(await events()).toEqual([
      ['device-seen', 'plc', 'new'],
      ['device-seen', 'hmi', 'new'],
      ['device-gone', 'plc', undefined],
      ['device-seen', 'plc', 'returned'],
    ]);
  });

  it('forgets one miss when the device is met again, and keeps pages that were read before a failure', async () => {
    const many = Array.from({ length: 1100 }, (_, index) =>
      device(`d${index}`),
    );
    const { scanner, devices, state, failFromNow, database } = await prepare(
      id,
      many,
    );
    failFromNow(2);
    await expect(scanner.scan()).rejects.toThrow('The catalog is away');
    failFromNow(Infinity);
    expect((await devices.list({ limit: 2000 })).items).toHaveLength(1000);
    expect(await scanner.scan()).toMatchObject({ seen: 1100, added: 100 });
    state.entities = [...SURROUNDINGS, ...many.slice(1)];
    await scanner.scan();
    state.entities = [...SURROUNDINGS, ...many];
    await scanner.scan();
    expect(await database('devices').where('missed_scans', '>', 0)).toEqual([]);
  });
});
