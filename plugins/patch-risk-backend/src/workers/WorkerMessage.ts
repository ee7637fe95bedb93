import type { MessagePort } from 'node:worker_threads';
import type { SerializedError } from '@backstage/errors';

/** What the pool sends to a worker thread. */
export interface WorkerRequest {
  task: string;
  input: unknown;
  maxMemoryMb: number;
  port: MessagePort;
}

/** What a worker thread answers at the end; errors keep their name this way. */
export type WorkerAnswer =
  | { output: unknown; error?: undefined }
  | { output?: undefined; error: SerializedError };

/** The main thread's answer to one emitted batch. */
export type BatchAnswer = { error?: SerializedError; value?: unknown };
