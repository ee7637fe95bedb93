import type {
  Decision,
  NextStep,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { RiCalendarLine } from '@remixicon/react';
import { formatDate } from '../../format/formatDate';
import { useTranslation } from '../../hooks/useTranslation';
import { ExternalLink } from './ExternalLink';

/** What to do next, by when, and where it is tracked. */
export function NextStepLine(props: {
  step?: NextStep;
  /** What is advised where no task is open. */
  decision?: Decision;
}) {
  const { step, decision } = props;
  const { t } = useTranslation();
  if (!step) {
    return (
      <Text color="secondary">
        {[decision && t(`decision.${decision}`), t('deviceCard.noNextStep')]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    );
  }
  const dates = [
    step.plannedOn !== undefined &&
      t('deviceCard.planned', { date: formatDate(step.plannedOn) }),
    step.dueDate !== undefined &&
      t('deviceCard.due', { date: formatDate(step.dueDate) }),
  ].filter(Boolean);
  return (
    <Flex direction="column" gap="1">
      <Text>
        <Text as="strong" weight="bold">
          {t(`decision.${step.decision}`)}
        </Text>{' '}
        · {step.text}
      </Text>
      {(dates.length > 0 || step.ticketUrl !== undefined) && (
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          {dates.length > 0 && (
            <Flex align="center" gap="1">
              <RiCalendarLine size={16} aria-hidden style={{ flex: 'none' }} />
              <Text>
                {dates.join(' · ')}
                {step.timeZone !== undefined && ` (${step.timeZone})`}
              </Text>
            </Flex>
          )}
          {step.ticketUrl !== undefined && (
            <ExternalLink href={step.ticketUrl}>
              {t('ticket.open', {
                key: ticketName(step.ticketUrl),
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
