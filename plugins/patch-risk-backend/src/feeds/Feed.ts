import type { FeedStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { FeedSuccess } from '../database/FeedStore';
import type { FeedContext } from './FeedContext';
import type { FeedSource } from './FeedSource';

/** What a refresh came to. */
export interface FeedOutcome extends FeedSuccess {
  /** Something that the rest of the product reads has changed. */
  changed: boolean;
}

/**
 * A source of vulnerability data.
 *
 * 1. `refresh` is called when the feed is due, one call at a time.
 * 2. It reads in a worker thread, and writes each whole piece in a transaction of its own together
 *    with a new revision of the feed, so that it may be killed at any point.
 * 3. What it returns is saved as the state of the feed; when it throws, the last state stays and
 *    the error is shown.
 */
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly kind: FeedStatus['kind'];
  readonly source: FeedSource;
  /** Demo data has a fixed snapshot date and never becomes stale. */
  readonly demo: boolean;
  /** The feed is stale when its last success is older. */
  readonly staleAfterMs: number;
  refresh(context: FeedContext): Promise<FeedOutcome>;
}
