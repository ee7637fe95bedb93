import type { Config } from '@backstage/config';
import type { Feed, FeedOutcome } from '../Feed';
import type { FeedContext } from '../FeedContext';
import { type FileCursor, fileCursorSchema } from '../fileCursorSchema';
import { outcomeOfCursor } from '../outcomeOfCursor';
import { readFeedOptions } from '../readFeedOptions';
import { withFeedFile } from '../withFeedFile';

const defaultUrl =
  'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json';

/** CISA's catalogue of known exploited vulnerabilities, from `patchRisk.feeds.kev`. */
export function createKevFeed(config: Config): Feed {
  const options = readFeedOptions(
    config.getOptionalConfig('patchRisk.feeds.kev'),
    { key: 'patchRisk.feeds.kev', url: defaultUrl, staleAfterDays: 3 },
  );
  const source = options.source.url ?? options.source.path;
  return {
    ...options,
    id: 'kev',
    kind: 'kev',
    title: 'CISA known exploited vulnerabilities',

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const saved = fileCursorSchema.safeParse(context.cursor).data;
      const cursor = saved?.source === source ? saved : undefined;
      const read = await withFeedFile({
        source: options.source,
        known: cursor?.version,
        context,
        use: file =>
          context.workers.run(
            'parse-kev',
            { ...file, maxBytes: context.fetcher.maxBytes },
            { signal: context.signal },
          ),
      });
      if (!read) {
        return { ...outcomeOfCursor(cursor), unchanged: true, changed: false };
      }
      await context.report(0.5);
      const { entries, problems, read: count, releasedOn } = read.result;
      const changed = await context.transact(async transaction => {
        const isChanged = await context.vulnerabilities.saveKev(transaction, {
          entries,
          at: context.at,
        });
        await context.feeds.replaceQuarantine(transaction, {
          feedId: 'kev',
          problems: problems.slice(0, 1_000),
          at: context.at,
        });
        if (isChanged) {
          await context.feeds.bumpRevision(transaction, 'kev');
        }
        return isChanged;
      });
      const next: FileCursor = {
        source,
        version: read.version,
        counts: {
          read: count,
          accepted: entries.length,
          refused: problems.length,
        },
        snapshotDate: releasedOn,
      };
      return { ...outcomeOfCursor(next), unchanged: !changed, changed };
    },
  };
}
