import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from './ApiClient';

interface RunningBackendOptions {
  url: string;
  telemetryToken: string;
  dataDirectory: string;
  logFile: string;
  process: ChildProcess;
}

/** A real backend in a process group of its own. */
export class RunningBackend {
  readonly url: string;
  readonly telemetryToken: string;
  readonly dataDirectory: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #logFile: string;
  readonly #killWithParent = () => this.#signal('SIGKILL');

  static create(options: RunningBackendOptions): RunningBackend {
    return new RunningBackend(options);
  }

  private constructor(options: RunningBackendOptions) {
    this.url = options.url;
    this.telemetryToken = options.telemetryToken;
    this.dataDirectory = options.dataDirectory;
    this.#logFile = options.logFile;
    this.#process = options.process;
    this.#ended = new Promise(resolve => {
      this.#process.once('exit', () => {
        process.off('exit', this.#killWithParent);
        resolve();
      });
    });
    process.on('exit', this.#killWithParent);
  }

  get pid(): number {
    return Number(this.#process.pid);
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** What it has logged since its start. */
  log(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  /** The token of the guest, as the sign-in page gets it; valid for an hour. */
  async token(): Promise<string> {
    const response = await fetch(`${this.url}/api/auth/guest/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    if (!response.ok) {
      throw new Error(`Guest sign-in: ${response.status}`);
    }
    const { backstageIdentity } = await response.json();
    return backstageIdentity.token;
  }

  /** Calls of the guest. */
  async api(): Promise<ApiClient> {
    return ApiClient.create({ url: this.url, token: await this.token() });
  }

  /** Calls of the sender of telemetry, which may do nothing else. */
  sender(): ApiClient {
    return ApiClient.create({ url: this.url, token: this.telemetryToken });
  }

  /** Calls without credentials. */
  anybody(): ApiClient {
    return ApiClient.create({ url: this.url });
  }

  /** Ends it as an operator does; by force after ten seconds. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    const abort = new AbortController();
    await Promise.race([
      this.#ended,
      delay(10_000, undefined, { signal: abort.signal }).catch(() => undefined),
    ]);
    abort.abort();
    await this.kill();
  }

  /** Ends it with SIGKILL, all its threads and children at once; resolves when it is gone. */
  async kill(): Promise<void> {
    this.#signal('SIGKILL');
    await this.#ended;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.hasEnded) {
      return;
    }
    try {
      process.kill(-this.pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}
