import type { Ticket } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatInstant } from '../../format/formatInstant';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorText } from './ErrorText';
import { ExternalLink } from './ExternalLink';

/** A task's ticket with its status, and plain words where it is in a stand-in. */
export function TicketLink(props: { ticket?: Ticket; timeZone?: string }) {
  const { ticket, timeZone } = props;
  const { t } = useTranslation();
  if (!ticket) {
    return <Text color="secondary">{t('ticket.none')}</Text>;
  }
  return (
    <Flex direction="column" gap="0.5">
      <Text>
        <ExternalLink href={ticket.url}>{ticket.key}</ExternalLink> ·{' '}
        {ticket.status}
      </Text>
      {ticket.standIn && (
        <Text variant="body-small" color="secondary">
          {t('ticket.standIn')}
        </Text>
      )}
      {ticket.lastError !== undefined && (
        <ErrorText>{t('ticket.failed', { error: ticket.lastError })}</ErrorText>
      )}
      {ticket.nextTryAt !== undefined && (
        <Text variant="body-small" color="secondary">
          {t('ticket.nextTry', {
            at: formatInstant(ticket.nextTryAt, timeZone),
          })}
        </Text>
      )}
    </Flex>
  );
}
