import { setTimeout as delay } from 'node:timers/promises';
import type { RunningBackend } from '../../harness/RunningBackend';

/** What a run of the provider cost. */
export interface RefreshFigures {
  mutations: number;
  added: number;
  /** Until the provider was done. */
  runSeconds: number;
  /** Until the catalog shows what it was given, with the last of its relations and search rows. */
  settledSeconds: number;
  /** False where it was not waited for to the end. */
  isAtRest: boolean;
  /** How often the catalog processed an entity until then. */
  processed: number;
  peakResidentMegabytes: number;
}

const END = /Discovered devices are in the catalog.*/g;
const POLL_MS = 100;
/** The catalog looks for work every second; longer without any means that it has none. */
const QUIET_MS = 4000;
const LONGEST_RUN_MS = 60 * 60_000;

/** Starts runs of the provider in a backend, and waits until the catalog has come to rest. */
export class RefreshBench {
  readonly #backend: RunningBackend;

  private constructor(backend: RunningBackend) {
    this.#backend = backend;
  }

  static create(backend: RunningBackend): RefreshBench {
    return new RefreshBench(backend);
  }

  async call(method: string, path: string): Promise<any> {
    const response = await fetch(
      `${this.#backend.url}/api/patch-risk/bench${path}`,
      { method },
    );
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }

  /** Entities in the catalog that the provider gave. */
  async count(): Promise<number> {
    const filter =
      'metadata.annotations.backstage.io/managed-by-location=patch-risk:discovery';
    const response = await fetch(
      `${
        this.#backend.url
      }/api/catalog/entities/by-query?limit=0&filter=${encodeURIComponent(
        filter,
      )}`,
      {
        headers: { authorization: `Bearer ${await this.#backend.token()}` },
      },
    );
    if (!response.ok) {
      throw new Error(`The catalog answered with ${response.status}`);
    }
    return (await response.json()).totalItems;
  }

  /** @param options - `expected` entities are to be in the catalog, `waitSeconds` after the run at the latest */
  async run(options: {
    expected: number;
    waitSeconds: number;
  }): Promise<RefreshFigures> {
    const { expected, waitSeconds } = options;
    const before = this.#ends().length;
    const start = performance.now();
    await this.call('POST', '/run');
    while (this.#ends().length === before) {
      this.#check(start);
      await delay(POLL_MS);
    }
    const runSeconds = (performance.now() - start) / 1000;
    let figures = await this.call('GET', '/figures');
    let changedAt = performance.now();
    const until = changedAt + waitSeconds * 1000;
    let isAtRest = false;
    while (!isAtRest && performance.now() < until) {
      await delay(POLL_MS);
      const now = await this.call('GET', '/figures');
      if (now.processed !== figures.processed) {
        figures = now;
        changedAt = performance.now();
      } else if (performance.now() - changedAt > QUIET_MS) {
        isAtRest = (await this.count()) === expected;
        if (!isAtRest) changedAt = performance.now();
      }
    }
    const told = this.#ends()[before];
    return {
      mutations: numberIn(told, 'mutations'),
      added: numberIn(told, 'added'),
      runSeconds,
      settledSeconds: Math.max(runSeconds, (changedAt - start) / 1000),
      isAtRest,
      processed: figures.processed,
      peakResidentMegabytes: figures.peakResidentBytes / 1e6,
    };
  }

  #ends(): string[] {
    return [...this.#backend.log().matchAll(END)].map(([line]) => line);
  }

  #check(start: number): void {
    const isLate = performance.now() - start > LONGEST_RUN_MS;
    if (isLate || this.#backend.hasEnded) {
      throw new Error(
        `The provider does not come to an end.\n${this.#backend
          .log()
          .slice(-2000)}`,
      );
    }
  }
}

function numberIn(line: string, name: string): number {
  // eslint-disable-next-line no-control-regex
  const plain = line.replace(/\u001b\[\d+m/g, '');
  return Number(new RegExp(`\\b${name}=(\\d+)`).exec(plain)?.[1]);
}
