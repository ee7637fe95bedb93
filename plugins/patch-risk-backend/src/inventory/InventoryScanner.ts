import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { DeviceMirrorStore } from '../database/DeviceMirrorStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { DevicePageWriter } from './DevicePageWriter';
import { RelatedEntities } from './RelatedEntities';

const PAGE_SIZE = 500;
const MISSES_UNTIL_GONE = 2;

/** What a scan did. */
export interface ScanFigures {
  seen: number;
  added: number;
  changed: number;
  gone: number;
}

function isDevice(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'resource' &&
    String(entity.spec?.type).toLocaleLowerCase('en-US') === 'device'
  );
}

/**
 * Keeps the mirror of devices in step with the catalog.
 *
 * 1. A scan pages through all devices. What is unchanged, by ETag and by its relations, costs no write.
 * 2. A device that two whole scans in a row did not meet is gone; a scan that failed, was aborted or
 *    did not get as many devices as the catalog counted is none of the two.
 * 3. A device that is met again is back, with its history.
 */
export class InventoryScanner {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #database: Knex;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #mirror: DeviceMirrorStore;
  readonly #events: OutcomeEventStore;
  readonly #writer: DevicePageWriter;

  private constructor(options: Parameters<typeof InventoryScanner.create>[0]) {
    const { database, clock } = options;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#database = database;
    this.#clock = clock;
    this.#logger = options.logger.child({ service: 'inventory' });
    this.#mirror = DeviceMirrorStore.create({ database });
    this.#events = OutcomeEventStore.create({ database });
    this.#writer = DevicePageWriter.create({ database, clock });
  }

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    database: Knex;
    clock: Clock;
    logger: LoggerService;
  }): InventoryScanner {
    return new InventoryScanner(options);
  }

  /**
   * Scans all devices.
   *
   * @param options - `signal` ends the scan between two pages; what was written stays
   * @throws the catalog's error where a page cannot be read, or the signal's reason
   */
  async scan(options: { signal?: AbortSignal } = {}): Promise<ScanFigures> {
    const { signal } = options;
    const related = RelatedEntities.create({
      catalog: this.#catalog,
      auth: this.#auth,
    });
    const seen = new Set<string>();
    const figures: ScanFigures = { seen: 0, added: 0, changed: 0, gone: 0 };
    let cursor: string | undefined;
    let total = 0;
    do {
      signal?.throwIfAborted();
      const page = await this.#catalog.queryEntities(
        {
          limit: PAGE_SIZE,
          fields: ['kind', 'metadata', 'spec', 'relations'],
          ...(cursor === undefined
            ? { filter: { kind: 'resource', 'spec.type': 'device' } }
            : { cursor }),
        },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      signal?.throwIfAborted();
      total = page.totalItems;
      const devices = page.items.filter(isDevice);
      for (const entity of devices) seen.add(stringifyEntityRef(entity));
      await related.load(devices);
      const written = await this.#writer.write(devices, related.known);
      figures.added += written.added;
      figures.changed += written.changed;
      cursor = page.pageInfo.nextCursor;
    } while (cursor !== undefined);

    figures.seen = seen.size;
    if (seen.size < total) {
      this.#logger.warn('Scan met fewer devices than the catalog counts', {
        seen: seen.size,
        total,
      });
    } else {
      figures.gone = await this.#countMisses(seen, signal);
    }
    this.#logger.info('Inventory scanned', { ...figures });
    return figures;
  }

  /** Brings one device up to date, for example when its page is opened; a device that is not there is left to the scan. */
  async refreshOne(entityRef: string): Promise<void> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity || !isDevice(entity)) return;
    const related = RelatedEntities.create({
      catalog: this.#catalog,
      auth: this.#auth,
    });
    await related.load([entity]);
    await this.#writer.write([entity], related.known);
  }

  async #countMisses(
    seen: ReadonlySet<string>,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    let goneCount = 0;
    let after = '';
    for (;;) {
      signal?.throwIfAborted();
      const refs = await this.#mirror.presentRefs({ after, limit: PAGE_SIZE });
      if (refs.length === 0) return goneCount;
      after = refs[refs.length - 1];
      const missed = refs.filter(ref => !seen.has(ref));
      if (missed.length === 0) continue;
      const at = this.#clock.now().toISOString();
      goneCount += await this.#database.transaction(async transaction => {
        const gone = await this.#mirror.miss(transaction, missed, {
          at,
          goneAfter: MISSES_UNTIL_GONE,
        });
        await this.#events.append(
          transaction,
          gone.map(ref => ({
            type: 'device-gone',
            subject: ref,
            deviceRef: ref,
            payload: { missedScans: MISSES_UNTIL_GONE },
          })),
          at,
        );
        return gone.length;
      });
    }
  }
}
