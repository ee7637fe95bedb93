import { CustomErrorBase } from '@backstage/errors';

/** The batch is past a limit; nothing of it was taken. */
export class BatchTooLargeError extends CustomErrorBase {
  name = 'BatchTooLargeError' as const;
  readonly statusCode = 413;
}
