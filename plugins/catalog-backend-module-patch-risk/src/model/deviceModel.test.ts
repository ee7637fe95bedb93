import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { getCompoundEntityRef, type Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  processingResult,
  type CatalogProcessor,
} from '@backstage/plugin-catalog-node';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import deviceModel from '../alpha';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'patch-risk-model-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Kinds, types and relations that the model of Backstage does not know, beside those that it does. */
const foreign = `
apiVersion: example.com/v1
kind: Machine
metadata: { name: press }
spec: { type: press, operator: 'group:default/operations' }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: database }
spec:
  type: database
  owner: component:default/line-historian
  system: plant-data
  dependsOn: ['machine:default/press', 'api:default/readings', 'resource:database-2']
  retention: 3 years
---
apiVersion: backstage.io/v1beta1
kind: Resource
metadata: { name: database-2 }
spec: { type: Device, owner: operations, device: { anything: goes } }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: readings }
spec:
  { type: openapi, lifecycle: production, owner: machine:default/press, system: plant-data, definition: none }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: reader }
spec:
  type: service
  lifecycle: production
  owner: 'user:development/guest'
  providesApis: [readings]
  dependsOn: ['system:default/plant-data', 'machine:default/press']
  subcomponentOf: line-historian
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: odd-device, namespace: plant, labels: { line: '3' } }
spec:
  type: device
  owner: system:default/plant-data
  system: default/plant-data
  dependsOn: ['machine:default/press', 'resource:default/site-munich']
  dependencyOf: ['component:default/reader']
  partNumber: 7
  device: { vendor: Siemens, addresses: { mac: '00:1b:1b:12:34:56' } }
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: { name: production }
spec: { owner: operations, subdomainOf: plant }
`;

const machines: CatalogProcessor = {
  getProcessorName: () => 'MachineProcessor',
  validateEntityKind: async entity => entity.kind === 'Machine',
  postProcessEntity: async (entity, _location, emit) => {
    if (entity.kind === 'Machine') {
      const target = {
        kind: 'Group',
        namespace: 'default',
        name: 'operations',
      };
      emit(
        processingResult.relation({
          source: getCompoundEntityRef(entity),
          type: 'operatedBy',
          target,
        }),
      );
    }
    return entity;
  },
};

const foreignKinds = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'machines',
  register(reg) {
    reg.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      init: async ({ processing }) => processing.addProcessor(machines),
    });
  },
});

async function withCatalog<T>(
  features: BackendFeature[],
  use: (call: (path: string, body?: unknown) => Promise<any>) => Promise<T>,
): Promise<T> {
  const file = join(folder, 'foreign.yaml');
  writeFileSync(file, foreign);
  const allow = [
    'API Component Domain Group Location Machine Resource System User',
  ].flatMap(text => text.split(' '));
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      foreignKinds,
      ...features,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow }],
            locations: [
              { type: 'file', target: join(root, 'catalog', 'all.yaml') },
              { type: 'file', target: file },
            ],
          },
        },
      }),
    ],
  });
  try {
    return await use(async (path, body) => {
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/catalog${path}`,
        body === undefined
          ? {}
          : {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(body),
            },
      );
      return response.json();
    });
  } finally {
    await backend.stop();
  }
}

/** All entities with their relations, when no more come. */
async function allEntities(
  call: (path: string) => Promise<any>,
): Promise<Map<string, unknown>> {
  let before = '';
  for (let tries = 0; tries < 60; tries++) {
    await delay(1000);
    const entities: Entity[] = await call('/entities');
    const sorted = new Map(
      entities
        .map(({ metadata: { uid, etag, ...metadata }, ...rest }) => ({
          ...rest,
          metadata,
        }))
        .map((entity): [string, Omit<Entity, 'metadata'>] => [
          `${entity.kind}:${entity.metadata.namespace}/${entity.metadata.name}`,
          entity,
        ])
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
    const now = JSON.stringify([...sorted]);
    if (now === before && sorted.has('Machine:default/press')) return sorted;
    before = now;
  }
  throw new Error('The catalog does not settle');
}

describe('the model of devices', () => {
  it('changes no entity and no relation of the demo organisation and of foreign kinds', async () => {
    const without = await withCatalog([], allEntities);
    const withLayer = await withCatalog([deviceModel], allEntities);
    expect(without.size).toBeGreaterThan(50);
    expect([...without.keys()]).toEqual(
      expect.arrayContaining([
        'Domain:default/production',
        'Resource:default/database-2',
        'Resource:plant/odd-device',
      ]),
    );
    expect(without.get('Machine:default/press')).toMatchObject({
      relations: expect.arrayContaining([
        { type: 'operatedBy', targetRef: 'group:default/operations' },
        { type: 'dependencyOf', targetRef: 'resource:default/database' },
      ]),
    });
    expect([...withLayer.keys()]).toEqual([...without.keys()]);
    for (const [name, entity] of without) {
      expect([name, withLayer.get(name)]).toEqual([name, entity]);
    }
  });

  it('refuses a device with wrong fields and tells the remedy, and takes it without the layer', async () => {
    const validate =
      (device: unknown) =>
      async (call: (path: string, body?: unknown) => Promise<any>) =>
        JSON.stringify(
          (await call('/validate-entity', {
            location: 'url:https://example.com/a.yaml',
            entity: {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Resource',
              metadata: { name: 'plc' },
              spec: { type: 'device', owner: 'operations', device },
            },
          }).catch(() => ({}))) ?? {},
        );
    const wrong = {
      exposure: 'moon',
      firmwareVersion: 2.1,
      endOfSupport: 'soon',
      addresses: { mac: 'no mac', ip: ['10.0.0.300.1'] },
      changeWindows: [{ rrule: 'daily', timeZone: 'Europe/Berlin' }],
      compensatingControls: [{ kind: 'prayer' }],
      frimware: '1',
    };
    expect(await withCatalog([], validate(wrong))).not.toContain('moon');
    const said = await withCatalog([deviceModel], validate(wrong));
    for (const part of [
      'Use one of: internet, dmz, internal, isolated.',
      'Write the installed version in quotes',
      'Write a date as YYYY-MM-DD',
      'Write six pairs of hexadecimal digits',
      'Write an IPv4 or IPv6 address',
      'Write an RFC 5545 recurrence',
      "required property 'durationMinutes'",
      'Use one of: segmentation, ',
      'frimware',
    ]) {
      expect(said).toContain(part);
    }
  });
});
