import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { resolve } from 'node:path';
import { DeviceRegister } from '../__testUtils__/DeviceRegister';
import { readProviderConfig } from '../config/readProviderConfig';
import { ProviderStore } from '../store/ProviderStore';
import { DeviceSync } from './DeviceSync';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const nothing = { read: 0, added: 0, removed: 0, described: 0, mutations: 0 };

function described(name: string, device: JsonObject, key?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': 'url:https://example.com/a.yaml',
        ...(key && { 'patch-risk.io/device-key': key }),
      },
    },
    spec: { type: 'device', owner: 'group:default/line-3', device },
  };
}

async function prepare(id: TestDatabaseId, register = DeviceRegister.create()) {
  const database = await databases.init(id);
  await database.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
    tableName: 'patch_risk_migrations',
  });
  const state = {
    register,
    at: Date.parse('2026-11-21T00:00:00.000Z'),
    config: { owner: 'plant-it' } as JsonObject,
    people: [] as Entity[],
    /** What the catalog has of the provider, by ref. */
    entities: new Map<string, Entity>(),
    refuse: false,
    die: false,
  };
  const connection: EntityProviderConnection = {
    refresh: async () => undefined,
    applyMutation: async mutation => {
      if (state.refuse) throw new Error('The catalog is away');
      if (mutation.type === 'full') throw new Error('No full mutation, ever');
      for (const item of mutation.removed) {
        state.entities.delete('entityRef' in item ? item.entityRef : '');
      }
      for (const { entity } of mutation.added) {
        state.entities.set(stringifyEntityRef(entity), entity);
      }
      if (state.die) throw new Error('Killed after the catalog has accepted');
    },
  };
  const run = () =>
    DeviceSync.create({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [...state.people, ...state.entities.values()],
      }),
      config: readProviderConfig(
        new ConfigReader({
          catalog: { providers: { patchRisk: state.config } },
        }),
      )!,
      devices: state.register,
      logger: mockServices.logger.mock(),
      now: () => new Date(state.at),
      store: ProviderStore.create({ database }),
    }).run({ connection });
  return { database, state, run, names: () => [...state.entities.keys()] };
}

describe.each(databases.eachSupportedId())('DeviceSync, %p', id => {
  it('provides what is managed, page by page, and does nothing the second time', async () => {
    const register = DeviceRegister.create({ pageSize: 3 });
    for (let index = 0; index < 7; index++) register.put(`device-${index}`);
    const { run, names, state } = await prepare(id, register);
    expect(await run()).toEqual({
      ...nothing,
      read: 7,
      added: 7,
      mutations: 3,
    });
    expect(names()).toHaveLength(7);
    expect(await run()).toEqual(nothing);
    register.put('device-3', { title: 'Another title', firmwareVersion: '2' });
    expect(await run()).toEqual({
      ...nothing,
      read: 1,
      added: 1,
      mutations: 1,
    });
    expect(state.entities.get('resource:default/device-3')).toMatchObject({
      metadata: { name: 'device-3', title: 'Another title' },
      spec: { device: { firmwareVersion: '2' } },
    });
    // Told again without a difference.
    register.put('device-3', { title: 'Another title', firmwareVersion: '2' });
    expect(await run()).toEqual({ ...nothing, read: 1 });
    register.remove('device-3');
    register.remove('never-there');
    expect(await run()).toMatchObject({ added: 0, removed: 1 });
    expect(names()).toHaveLength(6);
    expect(await run()).toEqual(nothing);
  });

  it('goes on where it was when the catalog refuses, and does a page again that was cut off', async () => {
    const register = DeviceRegister.create({ pageSize: 2 });
    for (let index = 0; index < 4; index++) register.put(`device-${index}`);
    const { run, names, state } = await prepare(id, register);
    state.refuse = true;
    await expect(run()).rejects.toThrow('The catalog is away');
    state.refuse = false;
    state.die = true;
    await expect(run()).rejects.toThrow('Killed');
    // Before the page is done again its device has got an older key.
    register.remove('device-0');
    register.put('older', { aliases: ['device-0'] });
    state.die = false;
    expect(await run()).toMatchObject({ removed: 0 });
    expect(names().sort()).toEqual([
      'resource:default/device-0',
      'resource:default/device-1',
      'resource:default/device-2',
      'resource:default/device-3',
    ]);
    expect(
      state.entities.get('resource:default/device-0')?.metadata.annotations,
    ).toMatchObject({ 'patch-risk.io/device-key': 'older' });
    expect(await run()).toEqual(nothing);
  });

  it('ends in one entity when devices become one, and gives each part its own when they part', async () => {
    const { run, names, state } = await prepare(id);
    const { register } = state;
    register.put('b');
    register.put('c');
    await run();
    register.remove('b');
    register.remove('c');
    register.put('a', { aliases: ['b', 'c'] });
    await run();
    expect(names()).toEqual(['resource:default/b']);
    register.put('a');
    register.put('b');
    register.put('c');
    await run();
    // The name "b" is the device's that has it now, so the part gets another.
    expect(names()).toHaveLength(3);
    expect(new Set(names()).size).toBe(3);
    expect(
      state.entities.get('resource:default/b')?.metadata.annotations,
    ).toMatchObject({ 'patch-risk.io/device-key': 'a' });
    expect(await run()).toEqual(nothing);
  });

  it('leaves a device to the person who describes it, and takes it back', async () => {
    const { run, names, state, database } = await prepare(id);
    const { register } = state;
    register.put('by-serial', { vendor: 'Siemens AG', serial: 'SC-X4U42' });
    register.put('by-mac', { macs: ['00:1B:1B:00:00:01'] });
    register.put('by-key');
    register.put('other-serial', {
      serial: 'SER-0002',
      macs: ['00:1b:1b:00:00:02'],
    });
    register.put('other-vendor', { vendor: 'ABB', serial: 'sc-x4u42' });
    register.put('local-mac', { macs: ['02:00:00:00:00:01'] });
    expect(await run()).toMatchObject({ added: 6, described: 0 });
    state.people = [
      described('plc-1', { vendor: 'SIEMENS', serial: 'sc-x4u42' }),
      described('plc-2', { addresses: { mac: '00-1b-1b-00-00-01' } }),
      described('plc-3', {}, 'by-key'),
      described('plc-4', {
        serial: 'SER-0001',
        addresses: { mac: ['00:1b:1b:00:00:02'] },
      }),
      described('plc-5', { addresses: { mac: ['02:00:00:00:00:01'] } }),
    ];
    expect(await run()).toMatchObject({ added: 0, removed: 3, described: 3 });
    expect(names().sort()).toEqual([
      'resource:default/local-mac',
      'resource:default/other-serial',
      'resource:default/other-vendor',
    ]);
    expect(await ProviderStore.create({ database }).described()).toEqual(
      new Map([
        ['resource:default/plc-1', ['by-serial']],
        ['resource:default/plc-2', ['by-mac']],
        ['resource:default/plc-3', ['by-key']],
      ]),
    );
    expect(await run()).toEqual(nothing);
    state.people.shift();
    expect(await run()).toMatchObject({ added: 1, removed: 0, described: 0 });
    expect(names()).toContain('resource:default/by-serial');
    expect(await run()).toEqual(nothing);
  });

  it('starts over when the catalog has lost what it accepted, and only then', async () => {
    const { run, names, state } = await prepare(id);
    const { register } = state;
    for (const key of ['a', 'b', 'c']) register.put(key);
    await run();
    state.entities.clear();
    expect(await run()).toEqual(nothing);
    state.at += 6 * 60_000;
    expect(await run()).toMatchObject({ read: 3, added: 3 });
    expect(names()).toHaveLength(3);
    state.entities.delete('resource:default/b');
    state.at += 61 * 60_000;
    expect(await run()).toMatchObject({ read: 3, added: 1 });
    expect(names()).toContain('resource:default/b');
    expect(await run()).toEqual(nothing);
  });

  it('starts over when the register is another one, whether it is ahead or behind', async () => {
    const { run, names, state } = await prepare(id);
    for (const key of ['a', 'b', 'c']) state.register.put(key);
    await run();
    state.register = DeviceRegister.create();
    state.register.put('d');
    expect(await run()).toMatchObject({ added: 1, removed: 0 });
    state.register = DeviceRegister.create();
    state.register.put('e');
    state.register.put('f');
    await run();
    expect(names()).toHaveLength(6);
    expect(await run()).toEqual(nothing);
  });

  it('follows its configuration, with one entity for each device', async () => {
    const { run, names, state } = await prepare(id);
    state.register.put('a', { site: 'North' });
    state.register.put('b', { site: 'Moon' });
    await run();
    state.config = {
      owner: 'user:default/eva',
      system: 'press',
      namespace: 'plant',
      sites: { North: 'resource:default/site-north' },
    };
    expect(await run()).toMatchObject({ added: 2, removed: 2 });
    expect(names().sort()).toEqual(['resource:plant/a', 'resource:plant/b']);
    expect(state.entities.get('resource:plant/a')?.spec).toMatchObject({
      owner: 'user:default/eva',
      system: 'system:plant/press',
      dependsOn: ['resource:default/site-north'],
    });
    expect(state.entities.get('resource:plant/b')?.spec).not.toHaveProperty(
      'dependsOn',
    );
    expect(await run()).toEqual(nothing);
  });

  it('goes down as it came up', async () => {
    const { database, run, state } = await prepare(id);
    state.register.put('a');
    await run();
    const migrations = {
      directory: resolve(__dirname, '../../migrations'),
      tableName: 'patch_risk_migrations',
    };
    await database.migrate.rollback(migrations, true);
    expect(await database.schema.hasTable('patch_risk_provided_devices')).toBe(
      false,
    );
    await database.migrate.latest(migrations);
    expect(await run()).toMatchObject({ added: 1 });
  });
});
