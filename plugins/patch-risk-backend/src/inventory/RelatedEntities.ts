import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { relatedRefs } from './readRelations';

const BATCH = 200;
const MAX_STEPS = 20;

/** Owners, systems and sites that devices point to, each fetched once a scan. */
export class RelatedEntities {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #known = new Map<string, Entity | undefined>();

  private constructor(catalog: CatalogService, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
  }): RelatedEntities {
    return new RelatedEntities(options.catalog, options.auth);
  }

  /** Entities by ref; undefined for one that the catalog does not have. */
  get known(): ReadonlyMap<string, Entity | undefined> {
    return this.#known;
  }

  /** Fetches what the devices point to, and from there parent groups and domains. */
  async load(devices: readonly Entity[]): Promise<void> {
    let wanted = new Set(devices.flatMap(relatedRefs));
    for (let step = 0; step < MAX_STEPS; step++) {
      const missing = [...wanted].filter(ref => !this.#known.has(ref));
      if (missing.length === 0) return;
      wanted = new Set();
      for (let start = 0; start < missing.length; start += BATCH) {
        const refs = missing.slice(start, start + BATCH);
        const { items } = await this.#catalog.getEntitiesByRefs(
          {
            entityRefs: refs,
            fields: [
              'kind',
              'metadata',
              'spec.type',
              'spec.profile',
              'relations',
            ],
          },
          { credentials: await this.#auth.getOwnServiceCredentials() },
        );
        for (const [index, ref] of refs.entries()) {
          const entity = items[index];
          this.#known.set(ref, entity);
          // What a site or another device depends on does not concern the devices here.
          if (entity && entity.kind.toLocaleLowerCase('en-US') !== 'resource') {
            for (const next of relatedRefs(entity)) wanted.add(next);
          }
        }
      }
    }
  }
}
