import type { NextStep } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { RiCalendarLine } from '@remixicon/react';
import { formatDate } from '../../format/formatDate';
import { useTranslation } from '../../hooks/useTranslation';
import { ExternalLink } from './ExternalLink';

/** What to do next, by when, and where it is tracked. */
export function NextStepLine(props: { step?: NextStep; ticketKey?: string }) {
  const { step, ticketKey } = props;
  const { t } = useTranslation();
  if (!step) {
    return <Text color="secondary">{t('deviceCard.noNextStep')}</Text>;
  }
  return (
    <Flex direction="column" gap="1">
      <Text>
        <Text as="strong" weight="bold">
          {t(`decision.${step.decision}`)}
        </Text>{' '}
        · {step.text}
      </Text>
      {(step.date !== undefined || step.ticketUrl !== undefined) && (
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          {step.date !== undefined && (
            <Flex align="center" gap="1">
              <RiCalendarLine size={16} aria-hidden />
              <Text>{t('deviceCard.by', { date: formatDate(step.date) })}</Text>
            </Flex>
          )}
          {step.ticketUrl !== undefined && (
            <ExternalLink href={step.ticketUrl}>
              {t('ticket.open', {
                key: ticketKey ?? ticketName(step.ticketUrl),
              })}
            </ExternalLink>
          )}
        </Flex>
      )}
    </Flex>
  );
}

/** Ticket systems end the address of a ticket in its key. */
function ticketName(url: string): string {
  return url.split('/').filter(Boolean).at(-1) ?? '';
}
