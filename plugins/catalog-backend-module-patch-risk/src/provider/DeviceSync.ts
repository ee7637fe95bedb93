import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { createHash } from 'node:crypto';
import type {
  CatalogService,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { ProviderConfig } from '../config/ProviderConfig';
import type { DescribedDevices } from '../described/DescribedDevices';
import { loadDescribedDevices } from '../described/loadDescribedDevices';
import type { ManagedDevices } from '../devices/ManagedDevices';
import type { ManagedPage } from '../devices/ManagedPage';
import { PROVIDER_LOCATION } from '../entities/PROVIDER_LOCATION';
import type { ProviderState } from '../store/ProviderState';
import type { ProviderStore } from '../store/ProviderStore';
import { findLostEntities } from './findLostEntities';
import { planPage } from './planPage';
import type { RunFigures } from './RunFigures';

/** Raise it when entities are made differently, so that all are made again. */
const ENTITY_VERSION = 1;
const PAGE_SIZE = 500;

interface Options {
  auth: AuthService;
  catalog: CatalogService;
  config: ProviderConfig;
  devices: ManagedDevices;
  logger: LoggerService;
  now: () => Date;
  store: ProviderStore;
}

/**
 * Brings the entities of discovered devices in line with the devices.
 *
 * 1. Reads what people describe, and whether what the catalog accepted is still there. What differs from the last
 *    time, or another configuration, begins again with the first device; what is equal is not written.
 * 2. For each page: keeps the names of new devices, gives the catalog the differences, then notes what was given
 *    together with how far it has read. Cut off at any point, the page is done again with the same result.
 * 3. Takes away what is no longer managed when all was read, because its place may be taken on a later page.
 */
export class DeviceSync {
  readonly #options: Options;

  private constructor(options: Options) {
    this.#options = options;
  }

  static create(options: Options): DeviceSync {
    return new DeviceSync({
      ...options,
      logger: options.logger.child({ service: 'patch-risk-devices' }),
    });
  }

  /**
   * Runs once.
   *
   * @throws what the catalog, the plugin or the database answered; what was done until then stays done
   */
  async run(options: {
    connection: EntityProviderConnection;
    signal?: AbortSignal;
  }): Promise<RunFigures> {
    const { auth, catalog, devices, logger } = this.#options;
    const { connection, signal } = options;
    const described = await loadDescribedDevices({ catalog, auth, signal });
    let state = await this.#begin(described, signal);
    const figures: RunFigures = {
      read: 0,
      added: 0,
      removed: 0,
      described: 0,
      mutations: 0,
    };
    for (;;) {
      signal?.throwIfAborted();
      const page = await devices.read({
        after: state.revision,
        limit: PAGE_SIZE,
      });
      if (page.items.length === 0 && page.next <= state.revision) break;
      state = await this.#write({
        page,
        state,
        described,
        connection,
        figures,
      });
      if (!page.hasMore) break;
      logger.info('Discovered devices on their way to the catalog', {
        ...figures,
        revision: state.revision,
      });
    }
    await this.#removeEnded(connection, figures);
    logger.info('Discovered devices are in the catalog', {
      ...figures,
      ...(await this.#options.store.counts()),
    });
    return figures;
  }

  /** Where to go on reading: where the last run ended, or at the beginning. */
  async #begin(
    described: DescribedDevices,
    signal: AbortSignal | undefined,
  ): Promise<ProviderState> {
    const { auth, catalog, logger, now, store } = this.#options;
    const basis = this.#basisOf(described);
    const start = { revision: 0, revisionKey: undefined, basis };
    const known = await store.state();
    if (!known) return start;
    if (known.basis !== basis) {
      logger.info(
        'Configuration or devices that people describe have changed: reading all devices again',
      );
      return start;
    }
    const lost = await findLostEntities({
      catalog,
      auth,
      store,
      now: now(),
      signal,
    });
    if (lost.length > 0) {
      logger.warn(
        'The catalog has lost entities of devices: reading all devices again',
        { lost: lost.length, first: lost.slice(0, 5) },
      );
      await store.forget(lost);
      return start;
    }
    if (!(await this.#isSameRegister(known))) {
      logger.warn(
        'The register of discovered devices is another one: reading all devices again',
        { revision: known.revision },
      );
      return start;
    }
    return known;
  }

  /** Whether the last device that was read is where it was, or has moved on, as it does when it changes. */
  async #isSameRegister(known: ProviderState): Promise<boolean> {
    if (known.revision === 0) return true;
    const { items } = await this.#options.devices.read({
      after: known.revision - 1,
      limit: 1,
    });
    const [item] = items;
    return (
      item !== undefined &&
      (item.revision > known.revision || item.key === known.revisionKey)
    );
  }

  #basisOf(described: DescribedDevices): string {
    const { owner, system, namespace, sites } = this.#options.config;
    const parts = [
      ENTITY_VERSION,
      owner,
      system,
      namespace,
      [...sites].sort(),
      described.digest,
    ];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  /** Takes away the entities of devices that are no longer managed, once it is known that none goes on elsewhere. */
  async #removeEnded(
    connection: EntityProviderConnection,
    figures: RunFigures,
  ): Promise<void> {
    const { store } = this.#options;
    for (;;) {
      const ended = await store.ended(PAGE_SIZE);
      if (ended.length === 0) return;
      const removed = ended.filter(({ describedBy }) => !describedBy);
      if (removed.length > 0) {
        await connection.applyMutation({
          type: 'delta',
          added: [],
          removed: removed.map(({ entityRef }) => ({
            entityRef,
            locationKey: PROVIDER_LOCATION,
          })),
        });
        figures.mutations++;
        figures.removed += removed.length;
      }
      await store.remove(ended.map(({ deviceKey }) => deviceKey));
    }
  }

  async #write(options: {
    page: ManagedPage;
    state: ProviderState;
    described: DescribedDevices;
    connection: EntityProviderConnection;
    figures: RunFigures;
  }): Promise<ProviderState> {
    const { page, described, connection, figures } = options;
    const { config, logger, now, store } = this.#options;
    const plan = await planPage({
      items: page.items,
      known: keys => store.devices(keys),
      taken: refs => store.taken(refs),
      described,
      config,
    });
    const at = now().toISOString();
    await store.reserve(plan.reserved, at);
    if (plan.added.length + plan.removedRefs.length > 0) {
      await connection.applyMutation({
        type: 'delta',
        added: plan.added.map(entity => ({
          entity,
          locationKey: PROVIDER_LOCATION,
        })),
        removed: plan.removedRefs.map(entityRef => ({
          entityRef,
          locationKey: PROVIDER_LOCATION,
        })),
      });
      figures.mutations++;
    }
    const last = page.items[page.items.length - 1];
    const state: ProviderState = {
      basis: options.state.basis,
      revision: page.next,
      revisionKey: last?.revision === page.next ? last.key : undefined,
    };
    await store.commit({ ...plan, state, at });
    for (const { deviceKey, describedBy } of plan.newlyDescribed) {
      logger.info('A discovered device is described elsewhere', {
        device: deviceKey,
        describedBy,
      });
    }
    figures.read += page.items.length;
    figures.added += plan.added.length;
    figures.removed += plan.removedRefs.length;
    figures.described += plan.newlyDescribed.length;
    return state;
  }
}
