import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { DeviceStore } from '../database/DeviceStore';
import type { HygieneStore } from '../database/HygieneStore';
import type { HostPace } from '../workers/HostPace';
import { endOfSupportSignals } from './endOfSupportSignals';

/** Devices read and written at once. */
const PAGE = 250;
/** A change may become visible this long after the instant it carries. */
const OVERLAP_MS = 60 * 60 * 1000;

/**
 * Keeps conditions in step with the catalog: end of support, the grades of everything that was reported, and devices
 * that are gone. A run looks at the devices that changed; the first of a process and of a day looks at all.
 */
export class HygieneWatch {
  readonly #options: Parameters<typeof HygieneWatch.create>[0];
  readonly #devices: DeviceStore;
  readonly #logger: LoggerService;
  #last: Date | undefined;

  static create(options: {
    clock: Clock;
    database: Knex;
    hygiene: HygieneStore;
    logger: LoggerService;
    pace: HostPace;
  }): HygieneWatch {
    return new HygieneWatch(options);
  }

  private constructor(options: Parameters<typeof HygieneWatch.create>[0]) {
    this.#options = options;
    this.#devices = DeviceStore.create(options);
    this.#logger = options.logger.child({ service: 'hygiene' });
  }

  /** @param options - `signal` ends the run between two pages; what was written stays */
  async run(options: { signal?: AbortSignal }): Promise<void> {
    const { clock, pace } = this.#options;
    const startedAt = clock.now();
    const today = startedAt.toISOString().slice(0, 10);
    const isSameDay = this.#last?.toISOString().slice(0, 10) === today;
    const changedSince =
      this.#last && isSameDay
        ? new Date(this.#last.getTime() - OVERLAP_MS).toISOString()
        : undefined;
    const total = { opened: 0, changed: 0, closed: 0 };
    let after = '';
    for (;;) {
      options.signal?.throwIfAborted();
      await pace.rest();
      const page = await this.#devices.listFields({
        after,
        limit: PAGE,
        changedSince,
      });
      const figures = await this.#look(page, today);
      total.opened += figures.opened;
      total.changed += figures.changed;
      total.closed += figures.closed;
      const last = page.at(-1);
      if (page.length < PAGE || last === undefined) {
        break;
      }
      after = last.ref;
    }
    this.#last = startedAt;
    if (total.opened + total.changed + total.closed > 0) {
      this.#logger.info('Hygiene of devices looked at', total);
    }
  }

  async #look(
    page: Awaited<ReturnType<DeviceStore['listFields']>>,
    today: string,
  ) {
    const { clock, database, hygiene } = this.#options;
    const at = clock.now().toISOString();
    const present = page.filter(({ isGone }) => !isGone);
    return database.transaction(async transaction => {
      const figures = await hygiene.report(transaction, {
        at,
        reports: present.map(({ ref, fields }) => ({
          deviceRef: ref,
          kind: 'end-of-support',
          source: 'catalog',
          signals: endOfSupportSignals(fields, today),
        })),
      });
      const moved = await hygiene.regrade(transaction, {
        deviceRefs: present.map(({ ref }) => ref),
        at,
      });
      const closed = await hygiene.closeAll(transaction, {
        deviceRefs: page.flatMap(({ ref, isGone }) => (isGone ? ref : [])),
        at,
      });
      return {
        opened: figures.opened,
        changed: figures.changed + moved,
        closed: figures.closed + closed,
      };
    });
  }
}
