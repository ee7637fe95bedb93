import type { Clock } from '../clock/Clock';

/** Which sinks asked to be left alone, and until when. */
export class SinkPauses {
  readonly #clock: Clock;
  readonly #until = new Map<string, number>();

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  static create(clock: Clock): SinkPauses {
    return new SinkPauses(clock);
  }

  has(sink: string): boolean {
    return this.#clock.now().getTime() < (this.#until.get(sink) ?? 0);
  }

  /** Leaves a sink alone for so many milliseconds; a longer pause that runs already stays. */
  add(sink: string, pauseMs: number | undefined): void {
    if (pauseMs !== undefined) {
      const until = this.#clock.now().getTime() + pauseMs;
      this.#until.set(sink, Math.max(until, this.#until.get(sink) ?? 0));
    }
  }
}
