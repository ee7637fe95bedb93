import { CustomErrorBase } from '@backstage/errors';

/** A feed was read, but what came is not what it should be: truncated, of another type, inconsistent. */
export class FeedContentError extends CustomErrorBase {
  name = 'FeedContentError' as const;
}
