import { setTimeout as sleep } from 'node:timers/promises';
import { mergeLinked, type LinkedResult } from '@patch-risk/discovery';
import type { Clock } from '../clock/Clock';
import type { DiscoveryLinkStore } from '../database/discovery/DiscoveryLinkStore';
import type {
  DiscoveryWriter,
  WrittenPart,
} from '../database/discovery/DiscoveryWriter';
import type { LinkedPart } from '../database/discovery/LinkedPart';
import type { DiscoverySettings } from './DiscoverySettings';

const MOST_TRIES = 50;

/** Builds devices of stored observations anew, and writes what comes out. */
export class DiscoveryMerger {
  readonly #options: Parameters<typeof DiscoveryMerger.create>[0];

  static create(options: {
    clock: Clock;
    links: DiscoveryLinkStore;
    settings: Pick<DiscoverySettings, 'merging'>;
    writer: DiscoveryWriter;
  }): DiscoveryMerger {
    return new DiscoveryMerger(options);
  }

  private constructor(options: Parameters<typeof DiscoveryMerger.create>[0]) {
    this.#options = options;
  }

  /**
   * @param options - `change` alters the observations that were read before devices are made of them
   * @returns what came out, and of what
   */
  async rebuild(
    options: Pick<WrittenPart, 'also' | 'removed' | 'clean'> & {
      labels?: readonly string[];
      observationIds?: readonly string[];
      change?: (part: LinkedPart) => {
        part: LinkedPart;
        restored: LinkedResult['observations'];
      };
    },
  ): Promise<{ part: LinkedPart; result: LinkedResult }> {
    const { clock, links, settings, writer } = this.#options;
    const { labels, observationIds, change, ...written } = options;
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const read = await links.read({ labels, observationIds });
      const { part, restored } = change?.(read) ?? { part: read, restored: [] };
      const at = clock.now().toISOString();
      const result = mergeLinked({
        ...part,
        devices: part.devices.map(({ content }) => content),
        sightings: [],
        at,
        rebuild: true,
        options: settings.merging,
      });
      result.observations.push(...restored);
      const isDone = await writer.write({ part: read, result, at, ...written });
      if (isDone) return { part: read, result };
      await sleep(Math.random() * 20 * tries);
    }
    throw new Error('Devices went on changing while they were built anew');
  }
}
