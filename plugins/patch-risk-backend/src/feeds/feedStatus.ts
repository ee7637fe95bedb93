import type { FeedStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { FeedState } from '../database/FeedStore';
import type { Feed } from './Feed';
import { redactUrl } from './http/redactUrl';

/**
 * What a feed's status shows.
 *
 * @param options - `isInterrupted`: the state says that a refresh is running, but none is.
 */
export function feedStatus(options: {
  feed: Feed;
  state: FeedState | undefined;
  isInterrupted: boolean;
  now: Date;
}): FeedStatus {
  const { feed, state, isInterrupted, now } = options;
  const { url, path } = feed.source;
  const ageMs = state?.lastSuccessAt
    ? now.getTime() - Date.parse(state.lastSuccessAt)
    : undefined;
  return {
    id: feed.id,
    title: feed.title,
    kind: feed.kind,
    location: path ?? redactUrl(url),
    demo: feed.demo,
    state: isInterrupted ? 'failed' : state?.state ?? 'never',
    stale: !feed.demo && ageMs !== undefined && ageMs > feed.staleAfterMs,
    snapshotDate: state?.snapshotDate,
    lastAttemptAt: state?.lastAttemptAt,
    lastSuccessAt: state?.lastSuccessAt,
    read: state?.read ?? 0,
    accepted: state?.accepted ?? 0,
    refused: state?.refused ?? 0,
    unchanged: state?.unchanged ?? false,
    error: isInterrupted
      ? 'The last refresh was interrupted; the next one goes on from there'
      : state?.error,
    progress: isInterrupted ? undefined : state?.progress,
  };
}
