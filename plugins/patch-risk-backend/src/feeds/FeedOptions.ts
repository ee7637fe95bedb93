import type { Feed } from './Feed';

/** What config says of a feed. */
export type FeedOptions = Pick<Feed, 'source' | 'demo' | 'staleAfterMs'>;
