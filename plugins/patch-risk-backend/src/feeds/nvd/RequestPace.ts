import { setTimeout as sleep } from 'node:timers/promises';

/** Keeps to a number of requests in any window of time. */
export class RequestPace {
  readonly #requests: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly #begun: number[] = [];

  private constructor(options: Parameters<typeof RequestPace.create>[0]) {
    this.#requests = options.requests;
    this.#windowMs = options.windowMs;
    this.#now = options.now ?? (() => performance.now());
    this.#sleep =
      options.sleep ??
      (async (milliseconds, signal) => {
        await sleep(milliseconds, undefined, { signal });
      });
  }

  /** @param options - `now` in milliseconds and `sleep` are those of the machine where they are left out */
  static create(options: {
    requests: number;
    windowMs: number;
    now?: () => number;
    sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  }): RequestPace {
    return new RequestPace(options);
  }

  /** Waits until one more request may begin. */
  async turn(signal: AbortSignal): Promise<void> {
    const oldest = this.#begun.at(-this.#requests);
    if (oldest !== undefined) {
      const wait = oldest + this.#windowMs - this.#now();
      if (wait > 0) await this.#sleep(wait, signal);
    }
    this.#begun.push(this.#now());
    if (this.#begun.length > this.#requests) this.#begun.shift();
  }
}
