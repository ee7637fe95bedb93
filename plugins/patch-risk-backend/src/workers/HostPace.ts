import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'patchRisk.workers.mainThreadShare';
const DEFAULT_SHARE = 0.25;
/** Below this, a rest would cost more than it gives. */
const SLICE_MS = 2;
/** A loop that is busy with other work must not stop ours for good. */
const LONGEST_REST_MS = 250;

/**
 * Lets the rest of the backend have its turn on the main thread. Long work there is cut into slices of a few
 * milliseconds, and after each one rests for as long as its share asks: at a share of 0.25, three times as long as the
 * event loop was busy. What the loop did for others counts as busy too, so the guest steps back when its host has much
 * to do. Time spent waiting (for a worker thread, for PostgreSQL) costs no rest.
 */
export class HostPace {
  readonly #share: number;
  #last = performance.eventLoopUtilization();

  private constructor(share: number) {
    this.#share = share;
  }

  /** @param options - `share` of the main thread's time that may be used while others want it, above 0 and up to 1 */
  static create(options: { share: number }): HostPace {
    return new HostPace(options.share);
  }

  /**
   * Reads `patchRisk.workers.mainThreadShare` (default 0.25).
   *
   * @throws InputError when it is out of range
   */
  static fromConfig(config: Config): HostPace {
    const share = config.getOptionalNumber(KEY) ?? DEFAULT_SHARE;
    if (!(share > 0 && share <= 1)) {
      throw new InputError(
        `Config ${KEY} is ${share}; set a number above 0 and up to 1, or leave it out for ${DEFAULT_SHARE}`,
      );
    }
    return new HostPace(share);
  }

  /** Call between two slices of work: waits for a turn of the event loop at least. */
  async rest(): Promise<void> {
    const now = performance.eventLoopUtilization();
    const { active } = performance.eventLoopUtilization(now, this.#last);
    if (this.#share === 1 || active < SLICE_MS) {
      await setImmediate();
      return;
    }
    await sleep(Math.min(LONGEST_REST_MS, active * (1 / this.#share - 1)));
    this.#last = performance.eventLoopUtilization();
  }
}
