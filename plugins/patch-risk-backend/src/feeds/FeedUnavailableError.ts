import { CustomErrorBase } from '@backstage/errors';

/** A feed's server did not answer, or said that it cannot now. The refresh stops; a later one may succeed. */
export class FeedUnavailableError extends CustomErrorBase {
  name = 'FeedUnavailableError' as const;
}
