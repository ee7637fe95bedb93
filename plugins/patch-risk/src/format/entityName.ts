import { parseEntityRef } from '@backstage/catalog-model';

/** The name in an entity ref; text that is no ref comes back as is. */
export function entityName(entityRef: string): string {
  try {
    return parseEntityRef(entityRef).name;
  } catch {
    return entityRef;
  }
}
