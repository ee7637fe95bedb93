import { FeedContentError } from './FeedContentError';
import { FeedTooLargeError } from './FeedTooLargeError';

/** Whether an error is about what a record holds, so that the records around it can be read. */
export function isRefusal(error: unknown): error is Error {
  return (
    error instanceof FeedContentError ||
    error instanceof FeedTooLargeError ||
    error instanceof RangeError
  );
}
