import type { FeedContext } from '../FeedContext';
import type { MispEvent } from './readEvent';

/** Writes what some events say now, in one transaction. @returns whether anything changed */
export async function saveEvents(options: {
  feedId: string;
  events: readonly MispEvent[];
  context: FeedContext;
}): Promise<boolean> {
  const { feedId, events, context } = options;
  context.signal.throwIfAborted();
  const newest = new Map<string, MispEvent>();
  for (const event of events) {
    const other = newest.get(event.uuid);
    if (!other || other.changedAt <= event.changedAt) {
      newest.set(event.uuid, event);
    }
  }
  return context.transact(async transaction => {
    const isChanged = await context.sightings.replace(transaction, {
      feedId,
      scopes: new Map(
        [...newest].map(([uuid, { sightings }]) => [uuid, sightings]),
      ),
      at: context.at,
    });
    if (isChanged) {
      await context.feeds.bumpRevision(transaction, feedId);
    }
    return isChanged;
  });
}
