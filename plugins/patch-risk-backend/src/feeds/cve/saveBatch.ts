import type { FeedContext } from '../FeedContext';
import type { CveBatch } from './parseCve';

/** Writes records in one transaction. @returns whether anything changed */
export async function saveBatch(
  context: FeedContext,
  options: {
    records: CveBatch['records'];
    isListed: (publishedOn?: string) => boolean;
  },
): Promise<boolean> {
  const { records, isListed } = options;
  context.signal.throwIfAborted();
  if (records.length === 0) {
    return false;
  }
  return context.transact(async transaction => {
    const isChanged = await context.cveRecords.save(transaction, {
      records: records.map(record => ({
        ...record,
        listed: isListed(record.publishedOn),
      })),
      at: context.at,
    });
    if (isChanged) {
      await context.feeds.bumpRevision(transaction, 'cve');
    }
    return isChanged;
  });
}
