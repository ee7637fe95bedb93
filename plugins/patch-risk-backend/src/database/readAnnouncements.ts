import { announcedDay, type RemediationState } from '@patch-risk/match';
import type { Knex } from 'knex';

/** Reads announced days out of an advisory that was stored before they were kept. */
export async function readAnnouncements(
  transaction: Knex.Transaction,
  advisoryId: string,
): Promise<void> {
  const unread = () =>
    transaction('advisory_products')
      .where({ advisory_id: advisoryId })
      .whereNull('announced_for');
  await unread()
    .whereRaw('COALESCE(planned_for, available_since) IS NOT NULL')
    .update({
      announced_for: transaction.raw('COALESCE(planned_for, available_since)'),
    });
  const texts: { remediation_details: string }[] = await unread()
    .whereNotNull('remediation_details')
    .whereNot('remediation_state', 'no_fix_planned' satisfies RemediationState)
    .distinct('remediation_details');
  for (const { remediation_details: details } of texts) {
    const day = announcedDay(details);
    if (day !== undefined) {
      await unread()
        .where({ remediation_details: details })
        .whereNot('remediation_state', 'no_fix_planned')
        .update({ announced_for: day });
    }
  }
}
