import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { ANNOTATION_DISCOVERED_AS } from '@patch-risk/backstage-plugin-patch-risk-common';
import { PROVIDER_LOCATION } from '../entities/PROVIDER_LOCATION';
import type { ProviderStore } from '../store/ProviderStore';

const KEPT_MS = 30_000;

/** Shows on the entity of a person which discovered devices it describes. */
export class DescribedElsewhereProcessor implements CatalogProcessor {
  readonly #store: ProviderStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #read: { at: number; keys: Promise<Map<string, string[]>> } | undefined;

  private constructor(
    options: Parameters<typeof DescribedElsewhereProcessor.create>[0],
  ) {
    this.#store = options.store;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  static create(options: {
    store: ProviderStore;
    logger: LoggerService;
    now: () => Date;
  }): DescribedElsewhereProcessor {
    return new DescribedElsewhereProcessor(options);
  }

  getProcessorName(): string {
    return 'PatchRiskDescribedElsewhereProcessor';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    const { metadata } = entity;
    const isDevice =
      entity.kind === 'Resource' && entity.spec?.type === 'device';
    if (
      !isDevice ||
      metadata.annotations?.[ANNOTATION_LOCATION] === PROVIDER_LOCATION
    ) {
      return entity;
    }
    const keys = (await this.#keys()).get(stringifyEntityRef(entity));
    if (!keys) return entity;
    return {
      ...entity,
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          [ANNOTATION_DISCOVERED_AS]: keys.join(','),
        },
      },
    };
  }

  /** Read again now and then, not for each entity. */
  #keys(): Promise<Map<string, string[]>> {
    const at = this.#now().getTime();
    if (!this.#read || at - this.#read.at > KEPT_MS) {
      const before = this.#read?.keys ?? Promise.resolve(new Map());
      const keys = this.#store.described().catch(error => {
        // The entity is the person's; it must not fail because of ours.
        this.#logger.warn(
          'It is not known which discovered devices are described elsewhere',
          { reason: String(error) },
        );
        return before;
      });
      this.#read = { at, keys };
    }
    return this.#read.keys;
  }
}
