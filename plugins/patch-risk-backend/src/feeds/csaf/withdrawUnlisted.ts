import type { RecordProblem } from '@patch-risk/match';
import type { FeedContext } from '../FeedContext';
import { redactUrl } from '../http/redactUrl';
import type { CsafCursor } from './csafCursorSchema';

/** A list that was cut short must not take the findings of half a fleet with it. */
const MOST_SHARE = 0.1;
const ALWAYS_ALLOWED = 10;

/**
 * Removes the advisories of documents that their provider no longer lists, from the store and from the cursor. More than
 * a tenth of all (and more than ten) at once are kept, and told.
 *
 * @param options - `unlisted` are addresses in `cursor.documents`
 */
export async function withdrawUnlisted(options: {
  feedId: string;
  unlisted: readonly string[];
  cursor: CsafCursor;
  context: FeedContext;
}): Promise<{ changed: boolean; problems: RecordProblem[] }> {
  const { feedId, unlisted, cursor, context } = options;
  const all = Object.keys(cursor.documents).length;
  if (unlisted.length > Math.max(ALWAYS_ALLOWED, all * MOST_SHARE)) {
    return {
      changed: false,
      problems: [
        {
          record: redactUrl(cursor.source.split(' ')[0]),
          reason: `${unlisted.length} of ${all} documents are no longer listed, which is more than a provider withdraws at once; they are kept`,
          remedy: 'Look at the lists of the provider',
        },
      ],
    };
  }
  const gone = new Set(unlisted);
  const kept = new Set(
    Object.entries(cursor.documents).flatMap(([url, { advisory }]) =>
      gone.has(url) ? [] : advisory ?? [],
    ),
  );
  let changed = false;
  for (const url of unlisted) {
    const { advisory } = cursor.documents[url];
    delete cursor.documents[url];
    if (advisory !== undefined && !kept.has(advisory)) {
      await context.transact(async transaction => {
        await context.advisories.remove(transaction, advisory);
        await context.feeds.bumpRevision(transaction, feedId);
      });
      changed = true;
    }
  }
  return { changed, problems: [] };
}
