import {
  RELATION_CHILD_OF,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  type Entity,
} from '@backstage/catalog-model';

/** Where a device stands among other entities, as lower-case entity refs. */
export interface DeviceRelations {
  ownerRef?: string;
  systemRef?: string;
  siteRef?: string;
  /** Entities whose pages roll the device up, sorted. */
  targets: string[];
}

/** Chains of groups and domains longer than this are loops or mistakes. */
const MAX_DEPTH = 20;

/** Refs that an entity points to by a relation, sorted, in lower case. */
function targetsOf(entity: Entity | undefined, type: string): string[] {
  const refs = (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef.toLocaleLowerCase('en-US'));
  return [...new Set(refs)].sort();
}

/** Refs that have to be known before the relations of a device can be read, one step further each time. */
export function relatedRefs(entity: Entity): string[] {
  return [
    ...targetsOf(entity, RELATION_OWNED_BY),
    ...targetsOf(entity, RELATION_PART_OF),
    ...targetsOf(entity, RELATION_CHILD_OF),
    ...(entity.kind.toLocaleLowerCase('en-US') === 'resource'
      ? targetsOf(entity, RELATION_DEPENDS_ON)
      : []),
  ];
}

function climb(options: {
  from: string;
  types: readonly string[];
  known: ReadonlyMap<string, Entity | undefined>;
}): string[] {
  const seen = new Set([options.from]);
  let level = [options.from];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const ref of level) {
      for (const type of options.types) {
        for (const target of targetsOf(options.known.get(ref), type)) {
          if (!seen.has(target)) next.push(target);
          seen.add(target);
        }
      }
    }
    level = next;
  }
  return [...seen];
}

/**
 * Reads owner, system and site of a device, and the entities whose pages roll it up: the owner and
 * its parent groups, the system and its domains, components that depend on the device, its site.
 *
 * @param known - entities by ref, as far as the catalog has them
 */
export function readRelations(
  entity: Entity,
  known: ReadonlyMap<string, Entity | undefined>,
): DeviceRelations {
  const [ownerRef] = targetsOf(entity, RELATION_OWNED_BY);
  const [systemRef] = targetsOf(entity, RELATION_PART_OF);
  const siteRef = targetsOf(entity, RELATION_DEPENDS_ON).find(
    ref => known.get(ref)?.spec?.type === 'site',
  );
  const targets = new Set<string>();
  for (const from of targetsOf(entity, RELATION_OWNED_BY)) {
    for (const ref of climb({ from, types: [RELATION_CHILD_OF], known })) {
      targets.add(ref);
    }
  }
  for (const from of targetsOf(entity, RELATION_PART_OF)) {
    for (const ref of climb({ from, types: [RELATION_PART_OF], known })) {
      targets.add(ref);
    }
  }
  for (const ref of targetsOf(entity, RELATION_DEPENDENCY_OF)) {
    if (ref.startsWith('component:')) targets.add(ref);
  }
  if (siteRef) targets.add(siteRef);
  return { ownerRef, systemRef, siteRef, targets: [...targets].sort() };
}
