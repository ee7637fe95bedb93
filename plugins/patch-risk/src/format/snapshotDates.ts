import type { FeedStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import { formatDate } from './formatDate';

/** The snapshot dates of demo feeds, each once, oldest first; empty when none is known. */
export function snapshotDates(feeds: FeedStatus[]): string {
  const dates = new Set<string>();
  for (const feed of feeds) {
    if (feed.demo && feed.snapshotDate !== undefined) {
      dates.add(feed.snapshotDate.slice(0, 10));
    }
  }
  return [...dates].sort().map(formatDate).join(' · ');
}
