import { CustomErrorBase } from '@backstage/errors';

/** The request may or may not have taken effect: look it up before sending it again. @public */
export class UnknownOutcomeError extends CustomErrorBase {
  name = 'UnknownOutcomeError' as const;
}

/** Nothing took effect; try again, not before `retryAfterMs` when given. @public */
export class RetryLaterError extends CustomErrorBase {
  name = 'RetryLaterError' as const;
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options?: { retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, options?.cause);
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** Nothing took effect, and sending the same again cannot help: a dead letter. @public */
export class RejectedError extends CustomErrorBase {
  name = 'RejectedError' as const;
}
