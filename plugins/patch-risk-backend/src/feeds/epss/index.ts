import { createHash } from 'node:crypto';
import type { Config } from '@backstage/config';
import type { Feed, FeedOutcome } from '../Feed';
import type { FeedContext } from '../FeedContext';
import { type FileCursor, fileCursorSchema } from '../fileCursorSchema';
import { outcomeOfCursor } from '../outcomeOfCursor';
import { readFeedOptions } from '../readFeedOptions';
import { withFeedFile } from '../withFeedFile';

const defaultUrl =
  'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz';

/**
 * FIRST's daily exploit prediction scores, from `patchRisk.feeds.epss`.
 *
 * All rows are read, and those kept whose CVE an advisory or the KEV catalogue names. When new CVEs
 * have come since, the table is read again even if it has not changed.
 */
export function createEpssFeed(config: Config): Feed {
  const options = readFeedOptions(
    config.getOptionalConfig('patchRisk.feeds.epss'),
    { key: 'patchRisk.feeds.epss', url: defaultUrl, staleAfterDays: 3 },
  );
  const source = options.source.url ?? options.source.path;
  return {
    ...options,
    id: 'epss',
    kind: 'epss',
    title: 'FIRST exploit prediction scores (EPSS)',

    async refresh(context: FeedContext): Promise<FeedOutcome> {
      const saved = fileCursorSchema.safeParse(context.cursor).data;
      const cursor = saved?.source === source ? saved : undefined;
      const knownCves = await context.vulnerabilities.listCves();
      const knownHash = createHash('sha256')
        .update(knownCves.join())
        .digest('hex');
      let changed = false;
      let written = 0;
      const read = await withFeedFile({
        source: options.source,
        known: cursor?.knownCves === knownHash ? cursor.version : undefined,
        context,
        use: file =>
          context.workers.run(
            'parse-epss',
            { ...file, knownCves, maxBytes: context.fetcher.maxBytes },
            {
              signal: context.signal,
              async onBatch(batch) {
                context.signal.throwIfAborted();
                await context.transact(async transaction => {
                  const isChanged = await context.vulnerabilities.saveEpss(
                    transaction,
                    { ...batch, at: context.at },
                  );
                  if (isChanged) {
                    await context.feeds.bumpRevision(transaction, 'epss');
                    changed = true;
                  }
                });
                written += batch.scores.length;
                await context.report(
                  0.5 + (0.5 * written) / Math.max(knownCves.length, written),
                );
              },
            },
          ),
      });
      if (!read) {
        return { ...outcomeOfCursor(cursor), unchanged: true, changed: false };
      }
      const { problems, scoreDate, ...counts } = read.result;
      await context.transact(transaction =>
        context.feeds.replaceQuarantine(transaction, {
          feedId: 'epss',
          problems,
          at: context.at,
        }),
      );
      const next: FileCursor = {
        source,
        version: read.version,
        counts,
        snapshotDate: scoreDate,
        knownCves: knownHash,
      };
      return { ...outcomeOfCursor(next), unchanged: !changed, changed };
    },
  };
}
