import { errors } from '@elastic/elasticsearch';
import type { FailedRequest } from './FailedRequest';
import { reasonOf } from './reasonOf';
import { retryAfterMs } from './retryAfterMs';

/**
 * What to do after a bulk request that failed as a whole.
 *
 * - 413: too large, 400: unreadable. Both are about the content, so halves of it are tried.
 * - 429 and 5xx: the server is busy; it may name a wait.
 * - 401, 403, 404 and the rest: the cluster or a proxy is set up wrongly. No event is to blame, so all of them wait.
 * - no answer, or one that cannot be read: nothing is known. Ids are deterministic, so all are sent again.
 */
export function classifyFailure(error: unknown): FailedRequest {
  if (!(error instanceof errors.ResponseError)) {
    const name = error instanceof Error ? error.name : 'Error';
    // The text of a connection error may hold an address with credentials of a proxy: its name and code say enough.
    const code =
      error instanceof Error && error.message.match(/\bE[A-Z]{4,}\b/)?.[0];
    return {
      kind: 'retry',
      reason: `Elasticsearch gave no answer (${
        code ? `${name}, ${code}` : name
      })`,
    };
  }
  const status = error.statusCode ?? 0;
  const reason = `Elasticsearch answered ${status}: ${reasonOf(
    error.body?.error ?? error.body,
  )}`;
  if (status === 413 || status === 400) {
    return { kind: 'split', reason };
  }
  return {
    kind: 'retry',
    reason,
    retryAfterMs: retryAfterMs({
      header: error.headers?.['retry-after'],
      now: Date.now(),
    }),
  };
}
