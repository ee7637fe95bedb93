import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from '../clock/Clock';
import type { ComponentSourceStore } from '../database/ComponentSourceStore';
import type { DeviceComponentStore } from '../database/DeviceComponentStore';
import type { Transact } from '../database/Transact';
import type { HostPace } from '../workers/HostPace';
import { productKey } from './productKey';

const PAGE = 1_000;

function putSet(map: Map<string, Set<number>>, key: string, setId: number) {
  const known = map.get(key);
  if (known) known.add(setId);
  else map.set(key, new Set([setId]));
}

/**
 * Tells for each device which component sets it has: those of the SBOM that it refers to, by URL,
 * path or serial number, else those of documents about its vendor, model and firmware version.
 */
export class ComponentAssigner {
  readonly #sources: ComponentSourceStore;
  readonly #devices: DeviceComponentStore;
  readonly #transact: Transact;
  readonly #pace: HostPace;
  readonly #clock: Clock;
  readonly #logger: LoggerService;

  private constructor(options: Parameters<typeof ComponentAssigner.create>[0]) {
    this.#sources = options.sources;
    this.#devices = options.devices;
    this.#transact = options.transact;
    this.#pace = options.pace;
    this.#clock = options.clock;
    this.#logger = options.logger.child({ service: 'components' });
  }

  static create(options: {
    sources: ComponentSourceStore;
    devices: DeviceComponentStore;
    transact: Transact;
    pace: HostPace;
    clock: Clock;
    logger: LoggerService;
  }): ComponentAssigner {
    return new ComponentAssigner(options);
  }

  /** Writes what differs, and nothing else. @returns devices whose sets changed */
  async run(options: { signal?: AbortSignal }): Promise<number> {
    const byReference = new Map<string, Set<number>>();
    const byProduct = new Map<string, Set<number>>();
    for (const source of await this.#sources.list()) {
      if (source.kind !== 'upload') {
        putSet(byReference, source.location, source.setId);
      }
      if (source.serial !== undefined) {
        putSet(byReference, source.serial, source.setId);
      }
      if (source.productKey !== undefined) {
        putSet(byProduct, source.productKey, source.setId);
      }
    }
    const keys = new Map<string, string | undefined>();
    let changed = 0;
    let after = '';
    for (;;) {
      options.signal?.throwIfAborted();
      const page = await this.#devices.page({ after, limit: PAGE });
      if (page.length === 0) break;
      after = page[page.length - 1].ref;
      const moved = new Map<string, string[]>();
      for (const device of page) {
        const { vendor, model, firmwareVersion: version } = device;
        const identity = JSON.stringify([vendor, model, version]);
        if (!keys.has(identity)) {
          keys.set(identity, productKey({ vendor, model, version }));
        }
        const key = keys.get(identity);
        const referred =
          device.sbom === undefined ? undefined : byReference.get(device.sbom);
        const sets = device.isGone
          ? undefined
          : referred ?? (key === undefined ? undefined : byProduct.get(key));
        const text =
          sets && JSON.stringify([...sets].sort((left, right) => left - right));
        if (text !== device.setIds) {
          const refs = moved.get(text ?? '') ?? [];
          refs.push(device.ref);
          moved.set(text ?? '', refs);
        }
      }
      if (moved.size > 0) {
        const at = this.#clock.now().toISOString();
        for (const refs of moved.values()) changed += refs.length;
        await this.#transact(async transaction => {
          for (const [text, refs] of moved) {
            await this.#devices.assign(transaction, {
              refs,
              setIds: text === '' ? undefined : text,
              at,
            });
          }
        });
      }
      await this.#pace.rest();
    }
    if (changed > 0) {
      this.#logger.info('Component sets assigned', { devices: changed });
    }
    return changed;
  }
}
