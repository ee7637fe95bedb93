import type { TaskContext } from './TaskContext';

/**
 * Work that runs in a worker thread. Input, output and emitted values cross the thread boundary by
 * structured clone, so they hold plain data only.
 */
export type Task<TInput, TOutput, TBatch = never, TAnswer = void> = (
  input: TInput,
  context: TaskContext<TBatch, TAnswer>,
) => Promise<TOutput>;
