import type { FeedStore } from '../database/FeedStore';

/**
 * Day until which KEV is known: that of its file, or today where that carries a later one; `undefined` before it was
 * read.
 */
export async function kevKnownUntil(
  feeds: FeedStore,
  now: Date,
): Promise<string | undefined> {
  const [kev] = (await feeds.list()).filter(({ feedId }) => feedId === 'kev');
  const today = now.toISOString().slice(0, 10);
  return kev?.snapshotDate === undefined || kev.snapshotDate < today
    ? kev?.snapshotDate
    : today;
}
