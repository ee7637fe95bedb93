import type { Clock } from '../clock/Clock';
import type { DiscoverySweepStore } from '../database/discovery/DiscoverySweepStore';
import type { HostPace } from '../workers/HostPace';
import type { DiscoveryMerger } from './DiscoveryMerger';
import type { DiscoverySettings } from './DiscoverySettings';

const BATCH = 50;

/** Tells which devices a source misses that goes on seeing others. */
export class DiscoverySweep {
  readonly #options: Parameters<typeof DiscoverySweep.create>[0];

  static create(options: {
    clock: Clock;
    merger: DiscoveryMerger;
    pace: HostPace;
    settings: DiscoverySettings;
    store: DiscoverySweepStore;
  }): DiscoverySweep {
    return new DiscoverySweep(options);
  }

  private constructor(options: Parameters<typeof DiscoverySweep.create>[0]) {
    this.#options = options;
  }

  async run(options: { signal?: AbortSignal } = {}): Promise<void> {
    const { clock, settings, store } = this.#options;
    await store.moveClocks(clock.now().toISOString());
    const { vanishAfterDays = 30 } = settings.merging;
    await this.#rebuildAll(options.signal, after =>
      store.moved({ vanishAfterDays, after, limit: BATCH }),
    );
    const adopting = settings.sources
      .filter(({ adopt }) => adopt)
      .map(({ id }) => id);
    if (adopting.length === 0) return;
    await this.#rebuildAll(options.signal, after =>
      store.misplaced({ adopting, after, limit: BATCH }),
    );
  }

  async #rebuildAll(
    signal: AbortSignal | undefined,
    next: (after: string) => Promise<string[]>,
  ): Promise<void> {
    let after = '';
    for (;;) {
      signal?.throwIfAborted();
      const keys = await next(after);
      if (keys.length === 0) return;
      after = keys[keys.length - 1];
      await this.#options.merger.rebuild({ labels: keys });
      await this.#options.pace.rest();
    }
  }
}
