import type { TicketImage } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { NewOutcomeEvent } from '../database/OutcomeEventStore';
import type { DesiredTicket } from './desiredTicket';

/** The fact that we made or changed a ticket. */
export function ticketEvent(
  type: 'ticket-created' | 'ticket-changed',
  desired: DesiredTicket,
  image: TicketImage,
  more: Record<string, unknown> = {},
): NewOutcomeEvent {
  const { deviceRefs, id } = desired.content.task;
  return {
    type,
    subject: id,
    deviceRef: deviceRefs.length === 1 ? deviceRefs[0] : undefined,
    payload: {
      sink: image.sink,
      key: image.key,
      externalId: image.externalId,
      status: image.status,
      statusCategory: image.statusCategory,
      contentHash: desired.hash,
      ...more,
    },
  };
}
