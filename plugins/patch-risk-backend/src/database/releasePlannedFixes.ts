import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { whereInValues } from './whereInValues';

/** Days past an announced one in which the fix may still be on its way. */
const OVERDUE = { weeks: 8 };

/**
 * What was announced for a day that has come is available where the publisher calls it a fix. Where only words
 * announced it, the advisory goes back to what it says without them: at once where that is a fix, else eight weeks
 * after the day, in which most announced fixes come.
 *
 * @returns whether there were any
 */
export async function releasePlannedFixes(
  transaction: Knex.Transaction,
  options: { feedId: string; today: string; at: string },
): Promise<boolean> {
  const { feedId, today, at } = options;
  const overdue = DateTime.fromISO(today, { zone: 'utc' })
    .minus(OVERDUE)
    .toFormat('yyyy-MM-dd');
  const isDue = (query: Knex.QueryBuilder) =>
    query
      .where('remediation_state', 'announced')
      .where(due =>
        due
          .where(fixes =>
            fixes
              .where('planned_for', '<=', today)
              .where(state =>
                state
                  .whereNull('unplanned_state')
                  .orWhere('unplanned_state', 'available'),
              ),
          )
          .orWhere('planned_for', '<=', overdue),
      );
  const rows: { id: string }[] = await isDue(
    transaction('advisory_products')
      .join('advisories', 'advisories.id', 'advisory_products.advisory_id')
      .where('advisories.feed_id', feedId),
  ).distinct('advisories.id as id');
  const ids = rows.map(({ id }) => id);
  const dated = isDue(
    transaction('advisory_products').whereNull('unplanned_state'),
  );
  whereInValues(dated, 'advisory_id', ids);
  await dated.update({
    remediation_state: 'available',
    available_since: transaction.ref('planned_for'),
    planned_for: null,
  });
  const worded = isDue(
    transaction('advisory_products').whereNotNull('unplanned_state'),
  );
  whereInValues(worded, 'advisory_id', ids);
  await worded.update({
    remediation_state: transaction.ref('unplanned_state'),
    planned_for: null,
  });
  // The hash no longer is that of the document, so whoever compares it sees a change.
  const advisories = transaction('advisories');
  whereInValues(advisories, 'id', ids);
  await advisories.update({
    changed_at: at,
    content_hash: transaction.raw('substr(content_hash, 1, 64) || ?', [
      `@${today}`,
    ]),
  });
  return ids.length > 0;
}
