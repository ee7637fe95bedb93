import { DateTime } from 'luxon';
import type { FeedContext } from '../FeedContext';
import type { CveChanges } from './readChanges';
import type { CveCursor } from './cveCursorSchema';

/** A record that was not there may have come since. */
const ASK_AGAIN_DAYS = 7;

/**
 * The CVEs whose records are to be read now, the most wanted first: those that other feeds name and that have none,
 * what has changed of the stored ones, and what is new.
 */
export async function findDueRecords(options: {
  changes: CveChanges;
  before: CveCursor | undefined;
  context: FeedContext;
}): Promise<string[]> {
  const { changes, before, context } = options;
  const named = await context.vulnerabilities.listCves();
  const askedSince = DateTime.fromISO(context.at, { zone: 'utc' })
    .minus({ days: ASK_AGAIN_DAYS })
    .toISODate();
  const isAbsent = (cve: string) =>
    askedSince !== null && (before?.absent[cve] ?? '') > askedSince;
  const stored = await context.cveRecords.present([
    ...named,
    ...changes.updated,
  ]);
  const missing = named.filter(cve => !stored.has(cve) && !isAbsent(cve));
  const updated = changes.hasGap
    ? await context.cveRecords.list()
    : changes.updated.filter(cve => stored.has(cve));
  // The first reading begins with the present: what was new before is not read.
  const added = before ? changes.added : [];
  return [
    ...new Set([...missing, ...updated, ...(before?.pending ?? []), ...added]),
  ];
}
