import type { MessagePort } from 'node:worker_threads';
import {
  deserializeError,
  NotFoundError,
  serializeError,
  toError,
} from '@backstage/errors';
import type { Task } from './Task';
import { tasks } from './tasks';
import type { BatchAnswer, WorkerAnswer, WorkerRequest } from './WorkerMessage';

function emitThrough(port: MessagePort) {
  return (batch: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      port.once('message', (answer: BatchAnswer) => {
        if (answer.error) {
          reject(deserializeError(answer.error));
        } else {
          resolve(answer.value);
        }
      });
      port.postMessage(batch);
    });
}

async function run(request: WorkerRequest): Promise<WorkerAnswer> {
  try {
    if (!Object.hasOwn(tasks, request.task)) {
      throw new NotFoundError(`There is no worker task '${request.task}'`);
    }
    const task = tasks[request.task as keyof typeof tasks] as Task<
      unknown,
      unknown,
      unknown,
      unknown
    >;
    const output = await task(request.input, {
      emit: emitThrough(request.port),
      maxMemoryMb: request.maxMemoryMb,
    });
    return { output };
  } catch (error) {
    return { error: serializeError(toError(error), { includeStack: true }) };
  } finally {
    request.port.close();
  }
}

/**
 * The entry of every worker thread. It names its own file, which holds in the TypeScript source
 * and in the built package alike, and the pool's use of it keeps the file in the build.
 */
export const runTask = Object.assign(run, {
  filename: __filename,
  exportName: 'runTask',
});
