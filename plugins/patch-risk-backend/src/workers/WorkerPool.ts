import { MessageChannel } from 'node:worker_threads';
import type { Config } from '@backstage/config';
import {
  deserializeError,
  InputError,
  isError,
  serializeError,
  toError,
} from '@backstage/errors';
import { Piscina } from 'piscina';
import { runTask } from './runTask';
import type { TaskContext } from './TaskContext';
import type { tasks } from './tasks';
import { transformExecArgv } from './transformExecArgv';
import type { BatchAnswer, WorkerAnswer, WorkerRequest } from './WorkerMessage';
import { WorkerOutOfMemoryError } from './WorkerOutOfMemoryError';

// Piscina derives its type from another overload of postMessage than the one it calls.
type TransferList = NonNullable<Parameters<Piscina['run']>[1]>['transferList'];

type Tasks = typeof tasks;
type BatchOf<TName extends keyof Tasks> = Tasks[TName] extends (
  input: never,
  context: TaskContext<infer TBatch, infer _TAnswer>,
) => unknown
  ? TBatch
  : never;
type AnswerOf<TName extends keyof Tasks> = Tasks[TName] extends (
  input: never,
  context: TaskContext<never, infer TAnswer>,
) => unknown
  ? TAnswer
  : never;

/** A positive whole number from config, or an error that says what to write instead. */
function readCount(config: Config, key: string, fallback: number): number {
  const value = config.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(
      `Config patchRisk.workers.${key} is ${value}; set a whole number of at least 1, or leave it out for ${fallback}`,
    );
  }
  return value;
}

/**
 * Runs heavy work off the main thread, so that the backend which hosts the plugin stays responsive.
 *
 * Threads start with the first task and end after 30 s without one.
 */
export class WorkerPool {
  readonly #pool: Piscina<WorkerRequest, WorkerAnswer>;
  readonly #maxMemoryMb: number;

  private constructor(options: { threads: number; maxMemoryMb: number }) {
    this.#maxMemoryMb = options.maxMemoryMb;
    this.#pool = new Piscina({
      filename: runTask.filename,
      name: runTask.exportName,
      minThreads: 0,
      maxThreads: options.threads,
      idleTimeout: 30_000,
      // A thread that waits for its next task must not sleep while a batch is being answered.
      atomics: 'disabled',
      execArgv: transformExecArgv(runTask.filename),
      resourceLimits: { maxOldGenerationSizeMb: options.maxMemoryMb },
    });
  }

  /**
   * Reads `patchRisk.workers`: `threads` (default 1) and `maxMemoryMb` for each (default 512).
   *
   * @param config - The root config.
   * @throws InputError when a value is out of range.
   */
  static fromConfig(config: Config): WorkerPool {
    const workers = config.getOptionalConfig('patchRisk.workers');
    return new WorkerPool({
      threads: workers ? readCount(workers, 'threads', 1) : 1,
      maxMemoryMb: workers ? readCount(workers, 'maxMemoryMb', 512) : 512,
    });
  }

  /**
   * Runs one task and resolves with what it returns.
   *
   * @param name - A name of `tasks.ts`.
   * @param input - Plain data; it is copied to the thread.
   * @param options - `signal` ends the thread at once; `onBatch` is called for each batch that the
   *   task emits, one after the other, and the task waits for what it answers.
   * @throws WorkerOutOfMemoryError when the task needed more memory than allowed.
   * @throws The task's own error, with its name.
   */
  async run<TName extends keyof Tasks>(
    name: TName,
    input: Parameters<Tasks[TName]>[0],
    options: {
      signal?: AbortSignal;
      onBatch?: (batch: BatchOf<TName>) => Promise<AnswerOf<TName>>;
    } = {},
  ): Promise<Awaited<ReturnType<Tasks[TName]>>> {
    const { port1: here, port2: there } = new MessageChannel();
    let refusal: unknown;
    here.on('message', async (batch: BatchOf<TName>) => {
      const answer: BatchAnswer = {};
      try {
        answer.value = await options.onBatch?.(batch);
      } catch (error) {
        refusal = error;
        answer.error = serializeError(toError(error));
      }
      here.postMessage(answer);
    });

    try {
      const answer = await this.#pool.run(
        { task: name, input, maxMemoryMb: this.#maxMemoryMb, port: there },
        {
          signal: options.signal,
          transferList: [there] as unknown as TransferList,
        },
      );
      if (refusal) {
        throw refusal;
      }
      if (answer.error) {
        throw deserializeError(answer.error);
      }
      return answer.output as Awaited<ReturnType<Tasks[TName]>>;
    } catch (error) {
      throw this.#explain(name, error);
    } finally {
      here.close();
    }
  }

  /** Ends all threads; tasks under way are rejected. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  #explain(name: string, error: unknown): unknown {
    if (
      isError(error) &&
      'code' in error &&
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ) {
      return new WorkerOutOfMemoryError(
        `Worker task '${name}' needed more than ${
          this.#maxMemoryMb
        } MiB of memory; raise patchRisk.workers.maxMemoryMb`,
        error,
      );
    }
    return error;
  }
}
