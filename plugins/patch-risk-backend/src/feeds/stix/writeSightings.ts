import type { FeedContext } from '../FeedContext';
import type { Tlp } from '../intelligence/Tlp';
import { joinSightings } from './joinSightings';

const REPORTS = ['indicator', 'relationship', 'sighting'];
const PAGE = 500;

/**
 * Joins all objects of a feed, as any of them may be what an older report waited for, and writes what they say of
 * vulnerabilities.
 *
 * @returns whether anything changed
 */
export async function writeSightings(options: {
  feedId: string;
  title: string;
  tlp: ReadonlySet<Tlp>;
  context: FeedContext;
}): Promise<boolean> {
  const { feedId, context } = options;
  const scopes = new Set<string>();
  let changed = false;
  let after = '';
  for (;;) {
    context.signal.throwIfAborted();
    const reports = await context.objects.page({
      feedId,
      types: REPORTS,
      after,
      limit: PAGE,
    });
    const said = await joinSightings({
      ...options,
      reports,
      objects: context.objects,
    });
    const isChanged = await context.transact(async transaction => {
      const isNew = await context.sightings.replace(transaction, {
        feedId,
        scopes: said,
        at: context.at,
      });
      if (isNew) {
        await context.feeds.bumpRevision(transaction, feedId);
      }
      return isNew;
    });
    changed ||= isChanged;
    for (const scope of said.keys()) {
      scopes.add(scope);
    }
    const last = reports.at(-1);
    if (!last || reports.length < PAGE) {
      break;
    }
    after = last.id;
  }
  const isWithdrawn = await context.transact(async transaction => {
    const isGone = await context.sightings.retain(transaction, {
      feedId,
      scopes,
      at: context.at,
    });
    if (isGone) {
      await context.feeds.bumpRevision(transaction, feedId);
    }
    return isGone;
  });
  return changed || isWithdrawn;
}
