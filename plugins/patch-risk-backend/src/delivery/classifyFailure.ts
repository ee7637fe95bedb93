/** What a sink's error says about the call that it ended. */
export interface Failure {
  /**
   * `rejected`: nothing took effect and trying again cannot help; `later`: nothing took effect, try again; `unknown`: the
   * call may have taken effect.
   */
  kind: 'rejected' | 'later' | 'unknown';
  reason: string;
  retryAfterMs?: number;
}

const MAXIMUM_REASON_LENGTH = 1000;

/**
 * Sorts an error by its name, as a module may bring its own copy of the error classes. An error that is none of the three
 * that a sink is asked to throw tells nothing about the call, so its outcome is unknown.
 */
export function classifyFailure(error: unknown): Failure {
  const { name, message, retryAfterMs } = (
    typeof error === 'object' && error !== null ? error : {}
  ) as { name?: unknown; message?: unknown; retryAfterMs?: unknown };
  const reason = String(message ?? error).slice(0, MAXIMUM_REASON_LENGTH);
  if (name === 'RejectedError') {
    return { kind: 'rejected', reason };
  }
  if (name === 'RetryLaterError') {
    return {
      kind: 'later',
      reason,
      retryAfterMs:
        typeof retryAfterMs === 'number' && retryAfterMs > 0
          ? retryAfterMs
          : undefined,
    };
  }
  return { kind: 'unknown', reason };
}
