import {
  getCompoundEntityRef,
  parseEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  processingResult,
  type CatalogProcessor,
  type CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import type { LocationSpec } from '@backstage/plugin-catalog-common';

interface RelationField {
  field: string;
  outgoing: string;
  incoming: string;
  defaultKind?: string;
}

const owner: RelationField = {
  field: 'owner',
  outgoing: 'ownedBy',
  incoming: 'ownerOf',
  defaultKind: 'Group',
};
const partOf = (field: string, defaultKind: string): RelationField => ({
  field,
  outgoing: 'partOf',
  incoming: 'hasPart',
  defaultKind,
});
const dependencies: RelationField[] = [
  { field: 'dependsOn', outgoing: 'dependsOn', incoming: 'dependencyOf' },
  { field: 'dependencyOf', outgoing: 'dependencyOf', incoming: 'dependsOn' },
];
const toGroup = (field: string, outgoing: string, incoming: string) => ({
  field,
  outgoing,
  incoming,
  defaultKind: 'Group',
});
const toApi = (field: string, outgoing: string, incoming: string) => ({
  field,
  outgoing,
  incoming,
  defaultKind: 'API',
});

/** Relations of the built-in kinds as Backstage documents them ("Well-known Relations"). */
const fields: Record<string, RelationField[]> = {
  API: [owner, partOf('system', 'System')],
  Component: [
    owner,
    ...dependencies,
    partOf('subcomponentOf', 'Component'),
    partOf('system', 'System'),
    toApi('providesApis', 'providesApi', 'apiProvidedBy'),
    toApi('consumesApis', 'consumesApi', 'apiConsumedBy'),
  ],
  Domain: [owner, partOf('subdomainOf', 'Domain')],
  Group: [
    toGroup('parent', 'childOf', 'parentOf'),
    toGroup('children', 'parentOf', 'childOf'),
    {
      field: 'members',
      outgoing: 'hasMember',
      incoming: 'memberOf',
      defaultKind: 'User',
    },
  ],
  Resource: [owner, ...dependencies, partOf('system', 'System')],
  System: [owner, partOf('domain', 'Domain')],
  User: [toGroup('memberOf', 'memberOf', 'hasMember')],
};

/**
 * Keeps the relations that the catalog has without layers. Where any layer is on, the catalog drops relations to
 * kinds that its model does not name for them: an owner that is no group, what depends on an API, anything of a kind
 * of the adopter's own.
 */
export class BuiltinRelationsProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'PatchRiskBuiltinRelationsProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (!entity.apiVersion.startsWith('backstage.io/')) return entity;
    const self = getCompoundEntityRef(entity);
    const own = Object.hasOwn(fields, entity.kind) ? fields[entity.kind] : [];
    for (const { field, outgoing, incoming, defaultKind } of own) {
      const refs = [entity.spec?.[field] ?? []].flat();
      for (const ref of refs) {
        if (typeof ref !== 'string' || ref === '') continue;
        const target = parseEntityRef(ref, {
          defaultKind,
          defaultNamespace: self.namespace,
        });
        emit(
          processingResult.relation({ source: self, type: outgoing, target }),
        );
        emit(
          processingResult.relation({
            source: target,
            type: incoming,
            target: self,
          }),
        );
      }
    }
    return entity;
  }
}
