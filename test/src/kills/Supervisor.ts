import { ApiClient } from '../harness/ApiClient';
import type { RunningBackend } from '../harness/RunningBackend';
import {
  startBackend,
  type StartBackendOptions,
} from '../harness/startBackend';
import type { KillKind } from './KillKind';

/** Starts the backend again each time it was killed, and counts. */
export class Supervisor {
  readonly kills: Record<KillKind, number> = {
    create: 0,
    feed: 0,
    pipeline: 0,
    event: 0,
    telemetry: 0,
  };
  /** Seconds that the starts took. */
  readonly startSeconds: number[] = [];
  /** Rises with each start and each end, so that one process is told from the next. */
  generation = 0;
  readonly #options: () => StartBackendOptions;
  readonly #token: string;
  readonly #report: (kind: KillKind, total: number) => void;
  #backend: RunningBackend | undefined;

  /** @param options - `backend` is asked anew at each start; `token` is one that may call everything */
  static create(options: {
    backend: () => StartBackendOptions;
    token: string;
    report: (kind: KillKind, total: number) => void;
  }): Supervisor {
    return new Supervisor(options);
  }

  private constructor(options: {
    backend: () => StartBackendOptions;
    token: string;
    report: (kind: KillKind, total: number) => void;
  }) {
    this.#options = options.backend;
    this.#token = options.token;
    this.#report = options.report;
  }

  get isUp(): boolean {
    return this.#backend !== undefined;
  }

  get total(): number {
    return Object.values(this.kills).reduce((sum, count) => sum + count, 0);
  }

  /** Calls of the backend that runs, which is started where none does. */
  async api(): Promise<ApiClient> {
    if (this.#backend?.hasEnded) {
      throw new Error(
        `The backend ended by itself.\n${this.#backend.log().slice(-4000)}`,
      );
    }
    if (!this.#backend) {
      const startedAt = performance.now();
      this.generation += 1;
      this.#backend = await startBackend(this.#options());
      this.startSeconds.push((performance.now() - startedAt) / 1000);
    }
    return ApiClient.create({ url: this.#backend.url, token: this.#token });
  }

  /** What the backend that runs has logged. */
  log(): string {
    return this.#backend?.log() ?? '';
  }

  /** Ends the backend with SIGKILL. @returns false when none runs, so that nothing was killed */
  async kill(kind: KillKind): Promise<boolean> {
    const backend = this.#backend;
    if (!backend || backend.hasEnded) {
      return false;
    }
    this.#backend = undefined;
    this.generation += 1;
    this.kills[kind] += 1;
    const ended = backend.kill();
    this.#report(kind, this.total);
    await ended;
    return true;
  }

  /** Ends the backend as an operator does. */
  async stop(): Promise<void> {
    const backend = this.#backend;
    this.#backend = undefined;
    await backend?.stop();
  }
}
