import type { Entity } from '@backstage/catalog-model';
import { entities } from '../../dev/fixtures/entities';

/** An entity of the fixture. */
export function entityNamed(name: string): Entity {
  const entity = entities.find(({ metadata }) => metadata.name === name);
  if (!entity) {
    throw new Error(`The fixture has no entity named ${name}`);
  }
  return entity;
}
