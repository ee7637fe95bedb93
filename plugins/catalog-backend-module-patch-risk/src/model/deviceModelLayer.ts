import {
  createCatalogModelLayer,
  type CatalogModelLayer,
} from '@backstage/catalog-model/alpha';
import type { JsonObject } from '@backstage/types';
import { deviceSchema } from '@patch-risk/backstage-plugin-patch-risk-node';
import { catalogSchemaOf } from './catalogSchemaOf';

const ref = { type: 'string', minLength: 1 };
const refs = { type: 'array', items: ref };

/** One address may be written without a list. */
function withSingleAddresses(schema: JsonObject): JsonObject {
  const properties = Object(schema.properties);
  const addresses = Object(properties.addresses);
  const kinds = Object.entries<JsonObject>(Object(addresses.properties));
  return {
    ...schema,
    properties: {
      ...properties,
      addresses: {
        ...addresses,
        properties: Object.fromEntries(
          kinds.map(([kind, list]) => [
            kind,
            { if: { type: 'string' }, then: Object(list.items), else: list },
          ]),
        ),
      },
    },
  };
}

/**
 * The layer of devices. A type of its own inherits neither schema nor relations from its kind, so it repeats what
 * Backstage says of a Resource.
 */
export const deviceModelLayer: CatalogModelLayer = createCatalogModelLayer({
  layerId: 'patch-risk.io/device',
  builder: model =>
    model.addKindVersion({
      kind: 'Resource',
      versions: [
        {
          name: ['v1alpha1', 'v1beta1'],
          specType: 'device',
          description: 'A device whose vulnerabilities are tracked.',
          relationFields: [
            {
              selector: { path: 'spec.owner' },
              relation: 'ownedBy',
              defaultKind: 'Group',
              defaultNamespace: 'inherit',
            },
            {
              selector: { path: 'spec.dependsOn' },
              relation: 'dependsOn',
              defaultNamespace: 'inherit',
            },
            {
              selector: { path: 'spec.dependencyOf' },
              relation: 'dependencyOf',
              defaultNamespace: 'inherit',
            },
            {
              selector: { path: 'spec.system' },
              relation: 'partOf',
              defaultKind: 'System',
              defaultNamespace: 'inherit',
            },
          ],
          schema: {
            jsonSchema: {
              type: 'object',
              required: ['spec'],
              properties: {
                spec: {
                  type: 'object',
                  required: ['type', 'owner'],
                  properties: {
                    type: ref,
                    owner: ref,
                    system: ref,
                    dependsOn: refs,
                    dependencyOf: refs,
                    device: withSingleAddresses(catalogSchemaOf(deviceSchema)),
                  },
                },
              },
            },
          },
        },
      ],
    }),
});
