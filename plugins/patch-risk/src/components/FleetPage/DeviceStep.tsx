import type { NextStep } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { useTranslation } from '../../hooks/useTranslation';

/** A device's next step in a row: what, its dates, and in which words. */
export function DeviceStep(props: { step: NextStep; isBrief?: boolean }) {
  const { step, isBrief } = props;
  const { t } = useTranslation();
  const dates = [
    step.plannedOn !== undefined &&
      t('deviceCard.planned', { date: formatDate(step.plannedOn) }),
    step.dueDate !== undefined &&
      t('deviceCard.due', { date: formatDate(step.dueDate) }),
  ].filter(Boolean);
  return (
    <Flex direction="column" gap="0.5">
      <Text variant={isBrief ? 'body-small' : undefined}>
        {t(`decision.${step.decision}`)}
      </Text>
      <Text variant="body-small">{dates.join(' · ')}</Text>
      {!isBrief && (
        <Text variant="body-small" color="secondary">
          {step.text}
        </Text>
      )}
    </Flex>
  );
}
