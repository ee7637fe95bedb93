import type { FeedContext } from '../FeedContext';
import { redactUrl } from '../http/redactUrl';
import type { FileVersion } from '../http/FeedFetcher';
import type { CveCursor } from './cveCursorSchema';

/** What has changed in the CVE List since the last reading. */
export interface CveChanges {
  added: string[];
  updated: string[];
  /** The list no longer reaches back to the last reading: anything may have changed. */
  hasGap: boolean;
  /** Instant of the newest change. */
  newest: string;
  version?: FileVersion;
}

/**
 * Reads `deltaLog.json`, unless it is the version that was read last.
 *
 * @param options - `base`: address of the folder `cves`, with a slash at its end
 */
export async function readChanges(options: {
  base: string;
  before: CveCursor | undefined;
  context: FeedContext;
}): Promise<CveChanges> {
  const { base, before, context } = options;
  const url = new URL('deltaLog.json', base).href;
  const name = redactUrl(url);
  const file = await context.fetcher.fetch(url, {
    known: before?.version,
    signal: context.signal,
  });
  if (!file) {
    return {
      added: [],
      updated: [],
      hasGap: false,
      newest: before?.fetchTime ?? context.at,
      version: before?.version,
    };
  }
  try {
    const { problems, oldest, ...changes } = await context.workers.run(
      'parse-cve-delta',
      {
        path: file.path,
        name,
        maxBytes: context.fetcher.maxBytes,
        after: before?.fetchTime,
      },
      { signal: context.signal },
    );
    await context.transact(transaction =>
      context.feeds.replaceQuarantine(transaction, {
        feedId: 'cve',
        record: name,
        problems: problems.map(problem => ({ ...problem, record: name })),
        at: context.at,
      }),
    );
    return {
      ...changes,
      hasGap: before !== undefined && before.fetchTime < oldest,
      version: file.version,
    };
  } finally {
    await file.remove();
  }
}
