import { isError, NotAllowedError } from '@backstage/errors';
import { FeedContentError } from '../FeedContentError';
import { FeedTooLargeError } from '../FeedTooLargeError';
import { FeedUnavailableError } from '../FeedUnavailableError';
import { redactUrl } from './redactUrl';

const known = [
  FeedContentError,
  FeedTooLargeError,
  FeedUnavailableError,
  NotAllowedError,
];

/** The error code of an error or of one that it wraps. */
function findCode(error: unknown): string | undefined {
  for (
    let current = error, depth = 0;
    isError(current) && depth < 5;
    current = current.cause, depth += 1
  ) {
    if ('code' in current && typeof current.code === 'string') {
      return current.code;
    }
  }
  return undefined;
}

/**
 * An error of the fetcher in words for an operator, without credentials. The original message is
 * left out, as libraries quote addresses in it.
 *
 * @param options - `timeoutMs` is set when the time limit was reached.
 */
export function explainFetchError(options: {
  error: unknown;
  url: string;
  timeoutMs: number | undefined;
}): Error {
  const { error, timeoutMs } = options;
  const name = redactUrl(options.url);
  for (const type of known) {
    if (error instanceof type) {
      return error;
    }
  }
  if (timeoutMs !== undefined) {
    return new FeedUnavailableError(
      `${name} was not read within ${
        timeoutMs / 1000
      } s; raise patchRisk.feeds.http.timeout if the feed is that slow`,
    );
  }
  const code = findCode(error);
  if (code?.startsWith('Z_')) {
    return new FeedContentError(
      `${name} was sent as damaged or truncated gzip data`,
    );
  }
  return new FeedUnavailableError(
    `${name} could not be read (${code ?? 'connection failed'})`,
  );
}
