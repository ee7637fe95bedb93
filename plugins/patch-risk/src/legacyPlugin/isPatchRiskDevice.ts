import type { Entity } from '@backstage/catalog-model';

/** Whether an entity is a device; a condition for `EntitySwitch.Case`. @public */
export function isPatchRiskDevice(entity: Entity): boolean {
  const type = entity.spec?.type;
  return (
    entity.kind.toLocaleLowerCase('en') === 'resource' &&
    typeof type === 'string' &&
    type.toLocaleLowerCase('en') === 'device'
  );
}
