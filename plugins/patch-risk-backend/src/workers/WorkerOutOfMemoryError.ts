import { CustomErrorBase } from '@backstage/errors';

/** A worker thread used more memory than `patchRisk.workers.maxMemoryMb` allows. */
export class WorkerOutOfMemoryError extends CustomErrorBase {
  name = 'WorkerOutOfMemoryError' as const;
}
