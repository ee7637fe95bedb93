import { CustomErrorBase } from '@backstage/errors';

/** More telemetry than can be taken at present; nothing of the batch was taken. */
export class TooBusyError extends CustomErrorBase {
  name = 'TooBusyError' as const;
  readonly statusCode = 429;
  readonly retryAfterSeconds: number;

  constructor(message: string, options: { retryAfterSeconds: number }) {
    super(message);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
