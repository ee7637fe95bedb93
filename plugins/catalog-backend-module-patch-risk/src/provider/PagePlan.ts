import type { Entity } from '@backstage/catalog-model';
import type { ProvidedDevice } from '../store/ProvidedDevice';

/** What a page of managed devices does to the catalog and to what is remembered of it. */
export interface PagePlan {
  /** Entities that are new or differ from what the catalog was given. */
  added: Entity[];
  /** Refs of entities that were provided and are no longer. */
  removedRefs: string[];
  /** Devices that nothing was known of. */
  reserved: ProvidedDevice[];
  changed: ProvidedDevice[];
  /** Keys that no device has any more. */
  removedKeys: string[];
  /** Devices with the entity of a person that describes them, where that is news. */
  newlyDescribed: ProvidedDevice[];
}
